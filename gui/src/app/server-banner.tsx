import { useQuery } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { publicApi, unwrap } from '@/api/client'
import { useReachability } from '@/api/reachability'
import { t } from '@/lib/i18n'

const patienceMs = 5000

/** Appears when nothing has reached the server for five seconds and leaves by itself. */
export function ServerBanner() {
  const lostAt = useReachability((state) => state.lostAt)
  return lostAt === 0 ? null : <Lost key={lostAt} lostAt={lostAt} />
}

function Lost({ lostAt }: { lostAt: number }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), Math.max(0, lostAt + patienceMs - Date.now()))
    return () => clearTimeout(timer)
  }, [lostAt])
  useQuery({
    queryKey: ['reachable'],
    queryFn: async ({ signal }) => unwrap(await publicApi.GET('/api/v1/auth/config', { signal })),
    refetchInterval: patienceMs,
    retry: false,
    staleTime: 0,
  })
  if (!shown) return null
  return (
    <div role="status" className="flex items-center gap-2 bg-mark-warning px-4 py-2 text-fg">
      <WifiOff aria-hidden className="size-4" />
      {t('problem.network.banner')}
    </div>
  )
}
