import { HttpResponse } from 'msw'
import { setupServer } from 'msw/node'

/** The network of the tests; each test says what it answers, and an unexpected request fails. */
export const server = setupServer()

export const address = (path: string) => new URL(path, location.origin).href

export function problem(
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
) {
  return HttpResponse.json(
    { type: 'about:blank', title: detail, status, code, detail, ...more },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
}
