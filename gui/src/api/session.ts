import { create } from 'zustand'
import { networkProblem, problemOf } from './problem'
import { serverAnswered, serverSilent } from './reachability'
import type { Impersonation, ImpersonationToken, Token, User } from './types'

type SessionState = {
  status: 'unknown' | 'signed-in' | 'signed-out'
  /** Memory only; the refresh token is an http-only cookie this script never sees. */
  accessToken?: string
  expiresAt: number
  user?: User
  /** Set while this tab works in somebody's name: the person's own session stays in the cookie. */
  support?: Impersonation
  /** The person left on purpose, so nobody is led back to where that one was. */
  left?: boolean
}

export const useSession = create<SessionState>(() => ({ status: 'unknown', expiresAt: 0 }))

const hintKey = 'postmagiq.signed-in'
const channel =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('postmagiq.session')

channel?.addEventListener('message', (message) => {
  if (message.data === 'signed-out') forget(true)
})

export function acceptToken(token: Token) {
  localStorage.setItem(hintKey, '1')
  useSession.setState({
    status: 'signed-in',
    accessToken: token.access_token,
    expiresAt: Date.now() + token.expires_in * 1000,
    user: token.user,
    support: undefined,
  })
}

const supportKey = 'postmagiq.support'

/** From now on this tab works in somebody's name; the page begins anew, so that nothing of before is left in it. */
export function enterSupport({ impersonation }: ImpersonationToken) {
  sessionStorage.setItem(supportKey, impersonation.id)
  location.assign('/')
}

/** This tab works in its own person's name again. */
export function leaveSupport() {
  sessionStorage.removeItem(supportKey)
  location.assign('/admin/users')
}

/** A token to act with, for the operator the cookie belongs to; false when it is over. */
async function acceptSupport(id: string, operator: Token): Promise<boolean> {
  const response = await send(`/api/v1/admin/impersonations/${id}/token`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${operator.access_token}` },
  })
  if (!response.ok) {
    const wasActing = useSession.getState().support !== undefined
    sessionStorage.removeItem(supportKey)
    if (wasActing) leaveSupport()
    return false
  }
  const token = (await response.json()) as ImpersonationToken
  useSession.setState({
    status: 'signed-in',
    accessToken: token.access_token,
    expiresAt: Date.now() + token.expires_in * 1000,
    user: undefined,
    support: token.impersonation,
  })
  return true
}

function forget(left = false) {
  localStorage.removeItem(hintKey)
  sessionStorage.removeItem(supportKey)
  useSession.setState({
    status: 'signed-out',
    left,
    support: undefined,
    accessToken: undefined,
    expiresAt: 0,
    user: undefined,
  })
}

let refreshing: Promise<boolean> | undefined

/** One refresh at a time in this tab, one tab at a time in this browser. Answers whether a session is left. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= inTurn(refresh).finally(() => {
    refreshing = undefined
  })
  return refreshing
}

async function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  // Only secure pages have locks; without them tabs refresh at the same time, which the server allows for.
  return 'locks' in navigator ? await navigator.locks.request('postmagiq.refresh', work) : work()
}

async function refresh(): Promise<boolean> {
  const response = await send('/api/v1/auth/refresh', { method: 'POST' })
  if (response.ok) {
    const token = (await response.json()) as Token
    const support = sessionStorage.getItem(supportKey)
    if (support === null || !(await acceptSupport(support, token))) acceptToken(token)
    return true
  }
  if (response.status === 401 || response.status === 403) {
    forget()
    return false
  }
  throw await problemOf(response)
}

/** Finds out once, at the start of the page, whether this browser holds a session. */
export async function restoreSession(): Promise<boolean> {
  const { status } = useSession.getState()
  if (status !== 'unknown') return status === 'signed-in'
  if (localStorage.getItem(hintKey) === null) {
    forget()
    return false
  }
  return refreshSession()
}

/** While somebody signs out, what a page begins to ask waits: its answer would be a refusal. */
let leaving: Promise<void> | undefined

export const signOut = () => (leaving ??= leave().finally(() => (leaving = undefined)))

async function leave() {
  const token = useSession.getState().accessToken
  const response = await send('/api/v1/auth/logout', {
    method: 'POST',
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  })
  if (!response.ok && response.status !== 401) throw await problemOf(response)
  forget(true)
  channel?.postMessage('signed-out')
}

/** Any request of this page; one that does not arrive becomes a problem in words. */
export async function plainFetch(request: Request): Promise<Response> {
  try {
    const response = await fetch(request)
    serverAnswered()
    return response
  } catch (error) {
    if (request.signal.aborted) throw error
    serverSilent()
    throw networkProblem()
  }
}

const send = (path: string, init: RequestInit) =>
  plainFetch(
    new Request(new URL(path, location.origin), {
      ...init,
      headers: { 'X-Client': 'web', ...init.headers },
    }),
  )

const earlyMs = 20_000

/** As `plainFetch` with the bearer token, renewed before it expires and once more after a 401. */
export async function authorizedFetch(request: Request): Promise<Response> {
  if (leaving) {
    await leaving.catch(() => undefined)
    if (useSession.getState().status === 'signed-out') throw new Error('Signed out')
  }
  const { status, expiresAt } = useSession.getState()
  if (status === 'signed-in' && Date.now() > expiresAt - earlyMs) await refreshSession()
  const again = request.clone()
  const response = await withToken(request)
  if (response.status !== 401 || useSession.getState().status !== 'signed-in') return response
  if (await isRefusedProof(response)) return response
  return (await refreshSession()) ? withToken(again) : response
}

/** What a person typed or showed was wrong: another access token would not make it right. */
const proofRefusals = new Set([
  'auth.invalid_credentials',
  'auth.second_factor_required',
  'auth.second_factor_invalid',
  'auth.passkey_invalid',
  'auth.oidc_failed',
])

async function isRefusedProof(response: Response) {
  return proofRefusals.has((await problemOf(response.clone())).code)
}

function withToken(request: Request): Promise<Response> {
  const token = useSession.getState().accessToken
  if (token) request.headers.set('Authorization', `Bearer ${token}`)
  return plainFetch(request)
}
