import { queryOptions } from '@tanstack/react-query'
import { api, unwrap, unwrapAs } from '@/api/client'
import type { Transcription } from '@/api/types'
import { upload } from '@/api/upload'

const askAgainMs = 1000

/** Whether this server can turn speech into text, and what it takes. */
export const availabilityQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'transcribe', 'availability'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/transcribe/availability', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
    staleTime: 5 * 60_000,
  })

export type Sound = { blob: Blob; name: string; source: 'upload' | 'recording' }

export function sendSound(
  workspaceId: string,
  sound: Sound,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Transcription> {
  const form = new FormData()
  form.append('audio', sound.blob, sound.name)
  const path = `/api/v1/w/${workspaceId}/transcribe/upload?source=${sound.source}`
  return upload<Transcription>(path, form, { onProgress, signal })
}

export type Video = { url: string }

export const sendVideo = async (workspaceId: string, { url }: Video, signal: AbortSignal) =>
  unwrapAs<Transcription>(
    await api.POST('/api/v1/w/{workspace_id}/transcribe/youtube', {
      params: { path: { workspace_id: workspaceId } },
      body: { url },
      signal,
    }),
  )

/** Looks again and again until there is a text or a reason why there is none. */
export async function untilEnded(
  workspaceId: string,
  asked: Transcription,
  signal: AbortSignal,
): Promise<Transcription> {
  let now = asked
  while (now.finished_at === undefined) {
    await pause(signal)
    now = unwrapAs<Transcription>(
      await api.GET('/api/v1/w/{workspace_id}/transcribe/{id}', {
        params: { path: { workspace_id: workspaceId, id: asked.id } },
        signal,
      }),
    )
  }
  return now
}

export const cancelTranscription = async (workspaceId: string, id: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/transcribe/{id}/cancel', {
      params: { path: { workspace_id: workspaceId, id } },
    }),
  )

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('Aborted', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, askAgainMs)
    signal.addEventListener('abort', stop, { once: true })
  })
}
