import { create } from 'zustand'
import { authorizedFetch } from './session'

/** What the server wants to see once more before something dangerous, and who waits for it. */
type Asked = { methods: string[]; settle: (proved: boolean) => void }

export const useAskedProof = create<{ asked?: Asked }>(() => ({}))

/** Opens the dialog and answers whether the person showed who they are. Two calls at once share it. */
function askForProof(methods: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const before = useAskedProof.getState().asked
    useAskedProof.setState({
      asked: {
        methods,
        settle: (proved) => {
          useAskedProof.setState({ asked: undefined })
          before?.settle(proved)
          resolve(proved)
        },
      },
    })
  })
}

/** As `authorizedFetch`; a call that needs a fresh proof asks for one and is then made again. */
export async function provedFetch(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await authorizedFetch(request)
  if (response.status !== 403) return response
  const body = (await response
    .clone()
    .json()
    .catch(() => undefined)) as { code?: string; methods?: string[] } | undefined
  if (body?.code !== 'auth.reauthentication_required') return response
  return (await askForProof(body.methods ?? [])) ? authorizedFetch(again) : response
}
