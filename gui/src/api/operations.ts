import { api, unwrap } from './client'
import { ApiProblem, problemOf } from './problem'
import { authorizedFetch } from './session'

const lookAgain = 700

/** Waits until long work has ended, and answers its file. */
export async function finished(workspaceId: string, operationId: string): Promise<Response> {
  const path = { workspace_id: workspaceId, operation_id: operationId }
  for (;;) {
    const operation = unwrap(
      await api.GET('/api/v1/w/{workspace_id}/operations/{operation_id}', { params: { path } }),
    )
    if (operation.status === 'succeeded') break
    if (operation.status !== 'queued' && operation.status !== 'running') {
      throw new ApiProblem(409, { code: operation.error_code, detail: operation.error_detail })
    }
    await new Promise((resolve) => setTimeout(resolve, lookAgain))
  }
  const url = new URL(
    `/api/v1/w/${workspaceId}/operations/${operationId}/download`,
    location.origin,
  )
  const response = await authorizedFetch(new Request(url))
  if (!response.ok) throw await problemOf(response)
  return response
}
