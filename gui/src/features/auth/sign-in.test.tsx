import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { useSession } from '@/api/session'
import { newClient, renderAt } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { LoginPage } from './login-page'
import { RegisterPage } from './register-page'

const user = {
  id: 'u',
  email: 'ana@example.com',
  full_name: 'Ana',
  email_verified: true,
  is_active: true,
  is_superuser: false,
  created_at: '2026-01-01T00:00:00Z',
}
const token = { access_token: 'a', token_type: 'bearer', expires_in: 900, user }
const loginAddress = address('/api/v1/auth/login')

beforeEach(() =>
  useSession.setState({
    status: 'signed-out',
    accessToken: undefined,
    expiresAt: 0,
    user: undefined,
  }),
)

function openLogin(path = '/auth/login') {
  server.use(
    http.get(address('/api/v1/auth/config'), () =>
      HttpResponse.json({
        oidc: [
          { id: 'local', label: 'Local directory', start_url: '/api/v1/auth/oidc/local/start' },
        ],
      }),
    ),
  )
  return renderAt(<LoginPage />, newClient(), path)
}

async function signInWith(email: string, password: string) {
  if (email) await userEvent.type(await screen.findByLabelText('E-mail'), email)
  if (password) await userEvent.type(screen.getByLabelText('Password'), password)
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
}

describe('signing in', () => {
  it('keeps the token in memory and goes on to where the person wanted', async () => {
    let client: string | null = null
    server.use(
      http.post(loginAddress, ({ request }) => {
        client = request.headers.get('X-Client')
        return HttpResponse.json(token)
      }),
    )
    const { router } = openLogin('/auth/login?next=%2F%3Ffrom%3Dlink')
    await signInWith('ana@example.com', 'correct horse')
    await waitFor(() => expect(useSession.getState().accessToken).toBe('a'))
    expect(client).toBe('web')
    expect(JSON.stringify({ ...localStorage })).not.toContain('"a"')
    await waitFor(() => expect(router.state.location.pathname).toBe('/'))
  })

  it('says one thing for both fields when the pair is wrong and keeps the password', async () => {
    server.use(http.post(loginAddress, () => problem(401, 'auth.invalid_credentials', 'No.')))
    openLogin()
    await signInWith('ana@example.com', 'wrong')
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('E-mail and password do not match.')
    expect(alert).toHaveFocus()
    expect(screen.getByLabelText('Password')).toHaveValue('wrong')
    expect(screen.getByLabelText('E-mail')).toBeInvalid()
  })

  it('goes on to the second step when the password is not enough', async () => {
    server.use(
      http.post(loginAddress, () =>
        problem(401, 'auth.second_factor_required', 'More.', { challenge: 'c', methods: ['totp'] }),
      ),
    )
    const { router } = openLogin()
    await signInWith('ana@example.com', 'correct horse')
    await waitFor(() => expect(router.state.location.pathname).toBe('/auth/second-factor'))
  })

  it('offers the issuers of the installation, with the page to go on to', async () => {
    openLogin('/auth/login?next=%2Fwelcome')
    expect(
      await screen.findByRole('link', { name: 'Sign in with Local directory' }),
    ).toHaveAttribute('href', '/api/v1/auth/oidc/local/start?next=%2Fwelcome')
  })

  it('asks for what is missing without a request and takes the focus there', async () => {
    openLogin()
    await signInWith('', '')
    expect(await screen.findByText('Enter your e-mail address.')).toBeVisible()
    expect(screen.getByLabelText('E-mail')).toHaveFocus()
  })

  it('counts down after too many attempts', async () => {
    server.use(
      http.post(loginAddress, () =>
        HttpResponse.json(
          { status: 429, code: 'auth.too_many_attempts', detail: 'Slow down.' },
          { status: 429, headers: { 'Retry-After': '2' } },
        ),
      ),
    )
    openLogin()
    await signInWith('ana@example.com', 'wrong')
    expect(await screen.findByText(/Try again in 2 seconds/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeDisabled()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled(), {
      timeout: 4000,
    })
  })
})

describe('registering', () => {
  const config = {
    registration_open: true,
    password_min: 10,
    password_max: 128,
    mail_configured: false,
    offline_only: true,
  }
  const registerAddress = address('/api/v1/auth/register')

  async function open(change: Partial<typeof config> = {}) {
    server.use(
      http.get(address('/api/v1/auth/config'), () => HttpResponse.json({ ...config, ...change })),
    )
    renderAt(<RegisterPage />, newClient(), '/auth/register')
    await screen.findByRole('heading', { name: 'Create your account' })
  }
  async function fill(password: string) {
    await userEvent.type(await screen.findByLabelText('Your name'), 'Ana Ruiz')
    await userEvent.type(screen.getByLabelText('E-mail'), ' ana@example.com ')
    await userEvent.type(screen.getByLabelText('Password'), password)
    await userEvent.click(screen.getByRole('button', { name: 'Create account' }))
  }

  it('says when the operator has closed it', async () => {
    await open({ registration_open: false })
    expect(await screen.findByText(/has closed sign-up/)).toBeVisible()
    expect(screen.queryByLabelText('Password')).not.toBeInTheDocument()
  })

  it('counts the missing characters and does not send a short password', async () => {
    await open()
    await fill('short')
    expect(screen.getByText('5 more characters')).toBeVisible()
    expect(screen.getByText('At least 10 characters.')).toBeVisible()
  })

  it('offers to sign in when the address is taken', async () => {
    await open()
    server.use(http.post(registerAddress, () => problem(409, 'auth.email_taken', 'Taken.')))
    await fill('correct horse battery')
    expect(await screen.findByRole('link', { name: 'Sign in with it' })).toHaveAttribute(
      'href',
      '/auth/login',
    )
  })

  it('puts the server’s words about a field beside the field', async () => {
    await open()
    server.use(
      http.post(registerAddress, () =>
        problem(422, 'auth.password_weak', 'This password is on every list.'),
      ),
    )
    await fill('password123456')
    await waitFor(() => expect(screen.getByLabelText('Password')).toBeInvalid())
    expect(screen.getByLabelText('Password')).toHaveAccessibleDescription(
      /This password is on every list\./,
    )
  })

  it('points to the mail where accounts are hidden', async () => {
    await open()
    server.use(
      http.post(registerAddress, () => HttpResponse.json({ message: 'ok' }, { status: 202 })),
    )
    await fill('correct horse battery')
    expect(await screen.findByText(/Look into your mail/)).toBeVisible()
  })

  it('sends trimmed values and signs in', async () => {
    await open()
    let body: unknown
    server.use(
      http.post(registerAddress, async ({ request }) => {
        body = await request.json()
        return HttpResponse.json({ ...token, workspaces: [] }, { status: 201 })
      }),
    )
    await fill('correct horse battery')
    await waitFor(() => expect(useSession.getState().status).toBe('signed-in'))
    expect(body).toMatchObject({
      email: 'ana@example.com',
      full_name: 'Ana Ruiz',
      password: 'correct horse battery',
    })
    expect(body).not.toHaveProperty('workspace_name')
  })
})
