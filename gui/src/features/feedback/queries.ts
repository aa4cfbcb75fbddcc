import { api, unwrap } from '@/api/client'

export type Feedback = { workspaceId: string; rating: number; text: string }

/** Says first that the words may be kept; without that the server drops them. */
export async function sendFeedback({ workspaceId, rating, text }: Feedback) {
  unwrap(
    await api.PUT('/api/v1/users/me/privacy', {
      body: { consents: { feedback_collection: true } },
    }),
  )
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/telemetry/events', {
      params: { path: { workspace_id: workspaceId } },
      body: {
        events: [
          {
            action: 'feedback_given',
            occurred_at: new Date().toISOString(),
            payload: { rating, text } as unknown as Record<string, never>,
          },
        ],
      },
    }),
  )
}
