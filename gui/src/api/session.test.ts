import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { address, problem, server } from '@/test/server'
import { api, unwrap } from './client'
import { restoreSession, signOut, useSession } from './session'

const user = {
  id: 'u',
  email: 'a@b.c',
  full_name: 'A',
  email_verified: true,
  is_active: true,
  is_superuser: false,
  created_at: '',
}
const me = address('/api/v1/auth/me')
const refresh = address('/api/v1/auth/refresh')

function signedIn(expiresInMs = 900_000) {
  localStorage.setItem('postmagiq.signed-in', '1')
  useSession.setState({
    status: 'signed-in',
    accessToken: 'old',
    expiresAt: Date.now() + expiresInMs,
  })
}

function refreshes() {
  let count = 0
  server.use(
    http.post(refresh, ({ request }) => {
      count += 1
      return request.headers.get('X-Client') === 'web'
        ? HttpResponse.json({
            access_token: `new-${count}`,
            token_type: 'bearer',
            expires_in: 900,
            user,
          })
        : problem(403, 'auth.csrf', 'No.')
    }),
  )
  return () => count
}

const protectedMe = http.get(me, ({ request }) => {
  const bearer = request.headers.get('Authorization')
  return bearer?.startsWith('Bearer new')
    ? HttpResponse.json({ user, memberships: [], pending_invites: 0 })
    : problem(401, 'auth.session_expired', 'Expired.')
})

beforeEach(() =>
  useSession.setState({ status: 'unknown', accessToken: undefined, expiresAt: 0, user: undefined }),
)

describe('the session', () => {
  it('is renewed once for many requests refused at the same time', async () => {
    signedIn()
    const count = refreshes()
    server.use(protectedMe)
    const answers = await Promise.all([1, 2, 3].map(() => api.GET('/api/v1/auth/me')))
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200])
    expect(count()).toBe(1)
  })

  it('is renewed before it expires, so that no request is refused', async () => {
    signedIn(5000)
    const count = refreshes()
    server.use(protectedMe)
    expect((await api.GET('/api/v1/auth/me')).response.status).toBe(200)
    expect(count()).toBe(1)
  })

  it('sends the body again after a renewal', async () => {
    signedIn()
    refreshes()
    const bodies: unknown[] = []
    server.use(
      http.post(address('/api/v1/auth/logout-all'), async ({ request }) => {
        bodies.push(await request.json())
        return request.headers.get('Authorization') === 'Bearer old'
          ? problem(401, 'auth.session_expired', 'Expired.')
          : HttpResponse.json({ revoked: 2 })
      }),
    )
    const answer = await api.POST('/api/v1/auth/logout-all', { body: { keep_current: true } })
    expect(answer.data).toEqual({ revoked: 2 })
    expect(bodies).toEqual([{ keep_current: true }, { keep_current: true }])
  })

  it('ends when it cannot be renewed', async () => {
    signedIn()
    server.use(
      protectedMe,
      http.post(refresh, () => problem(401, 'auth.refresh_invalid', 'Over.')),
    )
    const answer = await api.GET('/api/v1/auth/me')
    expect(() => unwrap(answer)).toThrow('Expired.')
    expect(useSession.getState().status).toBe('signed-out')
  })

  it('lets nothing be asked while somebody signs out', async () => {
    signedIn()
    const asked: string[] = []
    let answer = () => {}
    const answered = new Promise<void>((resolve) => (answer = resolve))
    server.use(
      http.get(me, () => {
        asked.push('me')
        return HttpResponse.json({})
      }),
      http.post(address('/api/v1/auth/logout'), async () => {
        await answered
        return new HttpResponse(null, { status: 204 })
      }),
    )
    const leaving = signOut()
    const question = expect(api.GET('/api/v1/auth/me')).rejects.toThrow('Signed out')
    answer()
    await leaving
    await question
    expect(asked).toEqual([])
  })

  it('goes on when signing out does not work', async () => {
    signedIn()
    server.use(
      http.get(me, () => HttpResponse.json({ user })),
      http.post(address('/api/v1/auth/logout'), () => problem(503, 'unavailable', 'Later.')),
    )
    const leaving = signOut()
    const question = api.GET('/api/v1/auth/me')
    await expect(leaving).rejects.toThrow('Later.')
    expect((await question).response.status).toBe(200)
  })

  it('survives a server that does not answer', async () => {
    signedIn()
    server.use(http.get(me, () => HttpResponse.error()))
    await expect(api.GET('/api/v1/auth/me')).rejects.toMatchObject({ status: 0, code: 'network' })
    expect(useSession.getState().status).toBe('signed-in')
  })

  it('asks for nothing at the start when this browser never signed in', async () => {
    expect(await restoreSession()).toBe(false)
  })

  it('is restored from the cookie at the start', async () => {
    localStorage.setItem('postmagiq.signed-in', '1')
    refreshes()
    expect(await restoreSession()).toBe(true)
    expect(useSession.getState().accessToken).toBe('new-1')
  })
})
