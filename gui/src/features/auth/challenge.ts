import { create } from 'zustand'
import type { ApiProblem } from '@/api/problem'

/** The second step of a sign-in under way; memory only, so a reload begins anew. */
type Challenge = {
  challenge: string
  methods: string[]
  passkeyOptions?: Record<string, unknown>
  next?: string
}

export const useChallenge = create<{ current?: Challenge }>(() => ({}))

/** Takes the challenge out of the refusal `auth.second_factor_required`. */
export function keepChallenge({ body }: ApiProblem, next: string | undefined) {
  useChallenge.setState({
    current: {
      challenge: String(body.challenge),
      methods: Array.isArray(body.methods) ? (body.methods as string[]) : [],
      passkeyOptions: body.passkey_options as Record<string, unknown> | undefined,
      next,
    },
  })
}
