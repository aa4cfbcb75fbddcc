import { t } from '@/lib/i18n'

export type FieldError = { field?: string; code: string; message: string }

/** A refusal of the server (problem+json), or a request that never reached it (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string | undefined
  readonly requestId: string | undefined
  readonly errors: FieldError[]
  /** The whole body: some codes carry more than the common fields. */
  readonly body: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    super(text(body.detail) ?? text(body.title) ?? t('problem.status', { status: String(status) }))
    this.name = 'ApiProblem'
    this.status = status
    this.code = text(body.code) ?? (status === 0 ? 'network' : `http_${status}`)
    this.title = text(body.title)
    this.requestId = text(body.request_id)
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldError[]) : []
    this.body = body
  }
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

export function networkProblem() {
  return new ApiProblem(0, {
    title: t('problem.network.title'),
    detail: t('problem.network.detail'),
    code: 'network',
  })
}

export const isProblem = (error: unknown, code?: string): error is ApiProblem =>
  error instanceof ApiProblem && (code === undefined || error.code === code)

export async function problemOf(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get('X-Request-Id') ?? undefined
  const retryAfter = response.headers.get('Retry-After')
  let body: Record<string, unknown> = {}
  const type = response.headers.get('Content-Type') ?? ''
  if (type.includes('json')) {
    const parsed: unknown = await response.json().catch(() => undefined)
    if (parsed && typeof parsed === 'object') body = parsed as Record<string, unknown>
  }
  return new ApiProblem(response.status, {
    request_id: requestId,
    ...(retryAfter ? { retry_after: Number(retryAfter) } : {}),
    ...body,
  })
}
