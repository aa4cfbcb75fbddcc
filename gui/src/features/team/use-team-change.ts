import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { useWorkspace } from '@/lib/workspace'
import { teamKey } from './queries'

/** A change of the team: afterwards every list of it is read again; a refusal is told. */
export function useTeamChange<V = void, T = unknown>(
  change: (workspaceId: string, values: V) => Promise<T>,
) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (values: V) => change(id, values),
    onSuccess: () => client.invalidateQueries({ queryKey: teamKey(id) }),
    onError: (error) => toast.error(error.message),
  })
}
