import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { ApiProblem } from '@/api/problem'
import { useSession } from '@/api/session'
import { newClient, renderAt } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { keepChallenge, useChallenge } from './challenge'
import { SecondFactorPage } from './second-factor-page'

const route = address('/api/v1/auth/second-factor')
const token = {
  access_token: 'a',
  token_type: 'bearer',
  expires_in: 900,
  user: { id: 'u', email: 'ana@example.com', full_name: 'Ana' },
}

beforeEach(() => {
  useSession.setState({ status: 'signed-out', accessToken: undefined, user: undefined })
  keepChallenge(
    new ApiProblem(401, {
      code: 'auth.second_factor_required',
      challenge: 'c',
      methods: ['totp', 'recovery_code'],
    }),
    '/?from=link',
  )
})

const open = () => renderAt(<SecondFactorPage />, newClient(), '/auth/second-factor')

describe('the second step of signing in', () => {
  it('sends the code with the challenge and goes on', async () => {
    let body: unknown
    server.use(
      http.post(route, async ({ request }) => {
        body = await request.json()
        return HttpResponse.json(token)
      }),
    )
    const { router } = open()
    await userEvent.type(await screen.findByLabelText('Code'), '123456')
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(useSession.getState().accessToken).toBe('a'))
    expect(body).toEqual({ challenge: 'c', code: '123456' })
    await waitFor(() => expect(router.state.location.pathname).toBe('/'))
  })

  it('keeps a wrong code and says what the server said', async () => {
    server.use(
      http.post(route, () => problem(401, 'auth.second_factor_invalid', 'This code is not right.')),
    )
    open()
    await userEvent.type(await screen.findByLabelText('Code'), '000000')
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('This code is not right.')
    expect(screen.getByLabelText('Code')).toBeInvalid()
  })

  it('takes a recovery code instead', async () => {
    open()
    await userEvent.click(await screen.findByRole('button', { name: 'Use a recovery code' }))
    expect(screen.getByLabelText('Recovery code')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText('Enter the code.')).toBeVisible()
  })

  it('leads back to signing in when the page was loaded anew', async () => {
    useChallenge.setState({ current: undefined })
    const { router } = open()
    await waitFor(() => expect(router.state.location.pathname).toBe('/auth/login'))
  })
})
