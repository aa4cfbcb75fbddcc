import { api, unwrap } from './client'
import { ApiProblem, problemOf } from './problem'
import type { components } from './schema'
import { authorizedFetch } from './session'

type Operation = components['schemas']['Operation']

const lookAgain = 700

/** Waits until long work has ended well; what became of it otherwise is thrown as a problem. */
export async function succeeded(
  workspaceId: string,
  operationId: string,
  onProgress: (operation: Operation) => void = () => undefined,
): Promise<void> {
  const path = { workspace_id: workspaceId, operation_id: operationId }
  for (;;) {
    const operation = unwrap(
      await api.GET('/api/v1/w/{workspace_id}/operations/{operation_id}', { params: { path } }),
    )
    if (operation.status === 'succeeded') return
    if (operation.status !== 'queued' && operation.status !== 'running') {
      throw new ApiProblem(409, { code: operation.error_code, detail: operation.error_detail })
    }
    onProgress(operation)
    await new Promise((resolve) => setTimeout(resolve, lookAgain))
  }
}

/** Waits until long work has ended, and answers its file. */
export async function finished(workspaceId: string, operationId: string): Promise<Response> {
  await succeeded(workspaceId, operationId)
  const url = new URL(
    `/api/v1/w/${workspaceId}/operations/${operationId}/download`,
    location.origin,
  )
  const response = await authorizedFetch(new Request(url))
  if (!response.ok) throw await problemOf(response)
  return response
}
