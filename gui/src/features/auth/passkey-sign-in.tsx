import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { publicApi, unwrap } from '@/api/client'
import type { Token } from '@/api/types'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/factor-sentences'
import { hasPasskeys, showPasskey } from '@/lib/passkeys'

type Props = { onToken: (token: Token) => void; onError: (error: Error) => void }

/** Signs in with a passkey: by its button, or from the suggestions of the address field. */
export function PasskeySignIn({ onToken, onError }: Props) {
  const withdraw = useSuggestions(onToken, onError)
  const signIn = useMutation({
    mutationFn: () => {
      // A browser asks for one passkey at a time, and quiet suggestions count.
      withdraw()
      return withPasskey()
    },
    onSuccess: (token) => token && onToken(token),
    onError,
  })
  if (!hasPasskeys()) return null
  return (
    <Button size="lg" pending={signIn.isPending} onClick={() => signIn.mutate()}>
      <KeyRound aria-hidden />
      {t('passkey.use')}
    </Button>
  )
}

async function withPasskey(signal?: AbortSignal): Promise<Token | undefined> {
  const { challenge_id, options } = unwrap(
    await publicApi.POST('/api/v1/auth/passkeys/options', { signal }),
  )
  const credential = await showPasskey(options, signal)
  if (!credential) return undefined
  return unwrap(
    await publicApi.POST('/api/v1/auth/passkeys/login', { body: { challenge_id, credential } }),
  )
}

/** Offers passkeys where the browser suggests what to fill in, until the page is left or the answer is called. */
function useSuggestions(onToken: Props['onToken'], onError: Props['onError']): () => void {
  const offered = useRef<AbortController>(undefined)
  useEffect(() => {
    const leaving = new AbortController()
    offered.current = leaving
    void (async () => {
      if (!hasPasskeys() || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
      try {
        const token = await withPasskey(leaving.signal)
        if (token) onToken(token)
      } catch (error) {
        if (!leaving.signal.aborted) onError(error as Error)
      }
    })()
    return () => leaving.abort()
    // Once per visit: the callbacks only pass on what comes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return () => offered.current?.abort()
}
