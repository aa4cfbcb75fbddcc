import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import { address, problem, server } from '@/test/server'
import { provedFetch, useAskedProof } from './proof'
import { useSession } from './session'

const danger = address('/api/v1/danger')

beforeEach(() =>
  useSession.setState({ status: 'signed-in', accessToken: 'a', expiresAt: Date.now() + 600_000 }),
)

it('makes a dangerous call again once the person has shown who they are', async () => {
  const bodies: string[] = []
  server.use(
    http.post(danger, async ({ request }) => {
      bodies.push(await request.text())
      return bodies.length === 1
        ? problem(403, 'auth.reauthentication_required', 'Again.', { methods: ['password'] })
        : new HttpResponse(null, { status: 204 })
    }),
  )
  const answer = provedFetch(new Request(danger, { method: 'POST', body: 'what to do' }))
  await vi.waitFor(() => expect(useAskedProof.getState().asked?.methods).toEqual(['password']))
  useAskedProof.getState().asked!.settle(true)
  expect((await answer).status).toBe(204)
  expect(bodies).toEqual(['what to do', 'what to do'])
})

it('hands on the refusal when the person calls it off, and any other refusal', async () => {
  server.use(
    http.post(danger, () => problem(403, 'auth.reauthentication_required', 'Again.'), {
      once: true,
    }),
    http.post(danger, () => problem(403, 'scope_missing', 'No.')),
  )
  const answer = provedFetch(new Request(danger, { method: 'POST' }))
  await vi.waitFor(() => expect(useAskedProof.getState().asked).toBeDefined())
  useAskedProof.getState().asked!.settle(false)
  expect((await answer).status).toBe(403)
  expect(useAskedProof.getState().asked).toBeUndefined()
  expect((await provedFetch(new Request(danger, { method: 'POST' }))).status).toBe(403)
})
