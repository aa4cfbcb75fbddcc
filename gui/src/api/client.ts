import createClient from 'openapi-fetch'
import { ApiProblem } from './problem'
import type { paths } from './schema'
import { provedFetch } from './proof'
import { plainFetch } from './session'

const baseUrl = globalThis.location?.origin ?? ''

/** Calls that need a session. */
export const api = createClient<paths>({ baseUrl, fetch: provedFetch })

/** Signing in and its like: no bearer token, the refresh token goes into a cookie. */
export const publicApi = createClient<paths>({
  baseUrl,
  fetch: plainFetch,
  headers: { 'X-Client': 'web' },
})

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The data of an answer, or an `ApiProblem` thrown. */
export function unwrap<T>(answer: Answer<T>): T {
  if (answer.response.ok) return answer.data as T
  throw problemFrom(answer.error, answer.response)
}

/** As `unwrap`, in the narrower type of `types.ts`. */
export const unwrapAs = <T>(answer: Answer<unknown>): T => unwrap(answer) as T

function problemFrom(error: unknown, response: Response) {
  const retryAfter = response.headers.get('Retry-After')
  const body = error && typeof error === 'object' ? (error as Record<string, unknown>) : {}
  return new ApiProblem(response.status, {
    request_id: response.headers.get('X-Request-Id') ?? undefined,
    ...(retryAfter ? { retry_after: Number(retryAfter) } : {}),
    ...body,
  })
}
