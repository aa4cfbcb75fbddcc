import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { ApiProblem, networkProblem } from '@/api/problem'
import { renderInWorkspace } from '@/test/render'
import { QueryState } from './states'

const query = (given: { data?: string; error?: unknown }) => ({
  data: given.data,
  error: given.error,
  isPending: given.data === undefined && !given.error,
  refetch: vi.fn(),
})
const show = (given: ReturnType<typeof query>) =>
  renderInWorkspace(<QueryState query={given}>{(data) => <p>{data}</p>}</QueryState>)

describe('the states of a reading', () => {
  it('wait as a skeleton that is announced', async () => {
    await show(query({}))
    expect(screen.getByRole('status')).toHaveTextContent('Loading')
  })

  it("fail with the server's sentence, its code, and a way on", async () => {
    const failed = query({
      error: new ApiProblem(500, {
        code: 'internal',
        detail: 'The disk is full.',
        request_id: 'r',
      }),
    })
    await show(failed)
    expect(screen.getByRole('alert')).toHaveTextContent('The disk is full.')
    expect(screen.getByText('internal')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(failed.refetch).toHaveBeenCalledOnce()
  })

  it('say that the server was not reached', async () => {
    await show(query({ error: networkProblem() }))
    expect(screen.getByRole('alert')).toHaveTextContent('No connection')
  })

  it('name a refusal as a missing right, without a useless retry', async () => {
    await show(query({ error: new ApiProblem(403, { code: 'permission.denied' }) }))
    expect(screen.getByText('You cannot open this here')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  it('keep what is known when a later reading fails', async () => {
    await show(query({ data: 'Nine meetings', error: new ApiProblem(500, {}) }))
    expect(screen.getByText('Nine meetings')).toBeVisible()
  })
})
