import { useQuery } from '@tanstack/react-query'
import { authorizedFetch } from '@/api/session'
import { cn } from '@/lib/cn'

type Props = { id: string; name: string; logo: string | undefined; className?: string }

/** The picture of a workspace, or the first letter of its name; the name itself stands beside it. */
export function WorkspacePicture({ id, name, logo, className }: Props) {
  const picture = useQuery({
    queryKey: [id, 'logo', logo],
    queryFn: async () => {
      const answer = await authorizedFetch(new Request(`${location.origin}/api/v1/w/${id}/logo`))
      if (!answer.ok) throw new Error(String(answer.status))
      return URL.createObjectURL(await answer.blob())
    },
    enabled: logo !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  })
  const shape = cn('size-7 shrink-0 rounded-control', className)
  if (logo && picture.data) {
    return <img src={picture.data} alt="" className={cn(shape, 'object-contain')} />
  }
  return (
    <span
      aria-hidden
      className={cn(shape, 'grid place-items-center bg-mark-accent text-sm font-semibold text-fg')}
    >
      {name.charAt(0).toUpperCase()}
    </span>
  )
}
