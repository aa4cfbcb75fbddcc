import { useState } from 'react'

const keyOf = (workspaceId: string) => `postmagiq.start.${workspaceId}`

export const tiers = ['standard', 'premium'] as const
export const platforms = ['linkedin', 'x', 'threads'] as const

/** How a person usually starts a run here: habits of theirs, unlike what belongs to one story. */
export type StartOptions = {
  config?: string
  tier?: (typeof tiers)[number]
  platform?: (typeof platforms)[number]
  /** As typed, in US dollars; empty for the workflow's own limit. */
  cap: string
  /** As typed; empty for the quoted price. */
  creditCap: string
}

function stored(workspaceId: string): StartOptions {
  let raw: Record<string, unknown> = {}
  try {
    const read: unknown = JSON.parse(localStorage.getItem(keyOf(workspaceId)) ?? '{}')
    if (read && typeof read === 'object') raw = read as Record<string, unknown>
  } catch {
    // Unreadable habits must not keep the screen from opening.
  }
  return {
    config: typeof raw.config === 'string' ? raw.config : undefined,
    tier: tiers.find((each) => each === raw.tier),
    platform: platforms.find((each) => each === raw.platform),
    cap: typeof raw.cap === 'string' ? raw.cap : '',
    creditCap: typeof raw.creditCap === 'string' ? raw.creditCap : '',
  }
}

/** Kept in this browser for each workspace, also after the run has started. */
export function useStartOptions(workspaceId: string) {
  const [options, setOptions] = useState(() => stored(workspaceId))
  const change = (next: Partial<StartOptions>) => {
    const changed = { ...options, ...next }
    setOptions(changed)
    localStorage.setItem(keyOf(workspaceId), JSON.stringify(changed))
  }
  return { options, change }
}
