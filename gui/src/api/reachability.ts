import { create } from 'zustand'

/** Since when no request has reached the server; 0 while it answers. */
export const useReachability = create<{ lostAt: number }>(() => ({ lostAt: 0 }))

export function serverAnswered() {
  if (useReachability.getState().lostAt !== 0) useReachability.setState({ lostAt: 0 })
}

export function serverSilent() {
  if (useReachability.getState().lostAt === 0) useReachability.setState({ lostAt: Date.now() })
}
