import type { QueryClient } from '@tanstack/react-query'

/**
 * Forgets what was read of a workspace that cannot be read any more. What a screen that still stands
 * shows is only marked as old: taken away, it would be asked for again.
 */
export function forgetWorkspace(client: QueryClient, workspaceId: string) {
  const queryKey = [workspaceId]
  client.removeQueries({ queryKey, type: 'inactive' })
  void client.invalidateQueries({ queryKey, refetchType: 'none' })
}
