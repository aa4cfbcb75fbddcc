import { networkProblem, problemOf } from './problem'
import { serverAnswered, serverSilent } from './reachability'
import { refreshSession, useSession } from './session'

type Options = {
  /** From 0 to 1, of what has left this browser. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

const earlyMs = 20_000

/** Sends a form or a file and says how far it is, which `fetch` cannot. Throws an `ApiProblem` like every other call. */
export async function upload<T>(path: string, form: FormData | Blob, options: Options): Promise<T> {
  if (Date.now() > useSession.getState().expiresAt - earlyMs) await refreshSession()
  let response = await send(path, form, options)
  if (response.status === 401 && (await refreshSession()))
    response = await send(path, form, options)
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as T
}

function send(
  path: string,
  form: FormData | Blob,
  { onProgress, signal }: Options,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    request.open('POST', new URL(path, location.origin))
    const token = useSession.getState().accessToken
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      serverAnswered()
      resolve(
        new Response(request.responseText, { status: request.status, headers: headersOf(request) }),
      )
    }
    request.onerror = () => {
      serverSilent()
      reject(networkProblem())
    }
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'))
    request.onloadend = () => signal.removeEventListener('abort', abort)
    signal.addEventListener('abort', abort)
    request.send(form)
  })
}

function headersOf(request: XMLHttpRequest): Headers {
  const headers = new Headers()
  for (const line of request.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return headers
}
