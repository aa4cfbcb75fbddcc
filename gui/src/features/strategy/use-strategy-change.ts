import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useWorkspace } from '@/lib/workspace'
import { strategyKey } from './queries'

/** A change of strategies: afterwards all that shows them, and posts, is read again; a refusal is told. */
export function useStrategyChange<V = void, T = unknown>(
  change: (workspaceId: string, values: V) => Promise<T>,
) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (values: V) => change(id, values),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: strategyKey(id) }),
        client.invalidateQueries({ queryKey: [id, 'posts'] }),
      ]),
    onError: (error) => toast.error(error.message),
  })
}
