import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { isTerminal } from '@/api/run-events'
import type { Run } from '@/api/types'
import { usePermission } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { useShortcuts } from '@/lib/shortcuts'
import { useWorkspace } from '@/lib/workspace'
import { CostMeter } from './cost-meter'
import { ForceCompleteDialog } from './force-complete-dialog'
import { runKey, sendCommand, type RunCommand } from './queries'
import { RunMenu } from './run-menu'
import { RunStatusPill } from './status'
import { t } from './sentences'

type Props = { run: Run; runRef: string }

export function RunHeader({ run, runRef }: Props) {
  const { slug } = useWorkspace()
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Link
        to="/w/$slug/runs"
        params={{ slug }}
        className="flex min-h-6 items-center gap-1 text-sm text-muted hover:text-fg"
      >
        <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
        {t('runs.title')}
      </Link>
      <div className="flex min-w-0 basis-full items-center gap-3 sm:flex-1 sm:basis-auto">
        <h1 tabIndex={-1} className="min-w-0 truncate text-lg font-semibold" title={run.label}>
          <span className="font-normal text-muted">#{run.number}</span> {run.label}
        </h1>
        <RunStatusPill run={run} />
      </div>
      <CostMeter run={run} />
      <Controls run={run} runRef={runRef} />
    </header>
  )
}

export function useRunCommand(runId: string, runRef: string) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (command: RunCommand) => sendCommand(workspace.id, runId, command),
    onSuccess: (run) => {
      client.setQueryData(runKey(workspace.id, runRef), run)
      void client.invalidateQueries({ queryKey: [workspace.id, 'runs'] })
    },
    onError: (error) => {
      toast.error(error.message)
      void client.invalidateQueries({ queryKey: runKey(workspace.id, runRef), exact: true })
    },
  })
}

function Controls({ run, runRef }: Props) {
  const mayRun = usePermission('workflow:execute')
  const mayForce = usePermission('workflow:admin')
  const command = useRunCommand(run.id, runRef)
  const [stopping, setStopping] = useState(false)
  const [forcing, setForcing] = useState(false)
  const over = isTerminal(run.status)
  const canPause = (run.status === 'running' || run.status === 'queued') && !run.pause_requested
  const canResume = run.status === 'paused'
  useShortcuts({
    p: () => {
      if (!mayRun || command.isPending) return
      if (canPause) command.mutate('pause')
      else if (canResume) command.mutate('resume')
    },
  })
  const wait = (name: RunCommand) => command.isPending && command.variables === name
  if (!mayRun && !mayForce) return <RunMenu run={run} />
  return (
    <div className="flex flex-wrap items-center gap-2">
      {mayRun && canPause && (
        <Button pending={wait('pause')} onClick={() => command.mutate('pause')}>
          {!wait('pause') && <Pause aria-hidden />}
          {t('run.pause')} <Kbd>p</Kbd>
        </Button>
      )}
      {mayRun && run.pause_requested && !canResume && !over && (
        <Button disabled>{t('run.pausing')}</Button>
      )}
      {mayRun && canResume && (
        <Button look="primary" pending={wait('resume')} onClick={() => command.mutate('resume')}>
          {!wait('resume') && <Play aria-hidden />}
          {t('run.resume')}
        </Button>
      )}
      {mayRun && canResume && (
        <Button
          pending={wait('step')}
          title={t('run.step.hint')}
          onClick={() => command.mutate('step')}
        >
          {!wait('step') && <StepForward aria-hidden />}
          {t('run.step')}
        </Button>
      )}
      {mayRun && !over && (
        <Button pending={wait('abort')} onClick={() => setStopping(true)}>
          {!wait('abort') && <Square aria-hidden />}
          {t('run.stop')}
        </Button>
      )}
      {mayRun && (run.status === 'failed' || run.status === 'halted') && (
        <Button look="primary" pending={wait('retry')} onClick={() => command.mutate('retry')}>
          {!wait('retry') && <RotateCcw aria-hidden />}
          {t('run.retry')}
        </Button>
      )}
      <RunMenu run={run} onForce={mayForce && canForce(run) ? () => setForcing(true) : undefined} />
      <StopDialog
        open={stopping}
        onClose={() => setStopping(false)}
        onStop={() => command.mutate('abort', { onSettled: () => setStopping(false) })}
        pending={wait('abort')}
      />
      {forcing && (
        <ForceCompleteDialog run={run} runRef={runRef} onClose={() => setForcing(false)} />
      )}
    </div>
  )
}

const forceAfterHaltMs = 7 * 24 * 3600 * 1000

/** The server completes by force what waits, what is paused, and for a week what was halted. */
export function canForce(run: Run, now = Date.now()) {
  if (run.status === 'halted')
    return run.completed_at !== undefined && now - Date.parse(run.completed_at) < forceAfterHaltMs
  return run.status === 'awaiting_human' || run.status === 'paused'
}

type StopProps = { open: boolean; onClose: () => void; onStop: () => void; pending: boolean }

export function StopDialog({ open, onClose, onStop, pending }: StopProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={t('run.stop.title')}
      description={t('run.stop.detail')}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('run.stop.keep')}</Button>
        <Button look="danger" pending={pending} onClick={onStop}>
          {t('run.stop')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Seconds a run has been going, ticking while it works. */
export function useElapsed(run: Run): number {
  const [now, setNow] = useState(() => Date.now())
  const ticking = run.status === 'running' && run.started_at !== undefined
  useEffect(() => {
    if (!ticking) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticking])
  if (!ticking || !run.started_at) return run.active_s
  return Math.max(run.active_s, (now - Date.parse(run.started_at)) / 1000)
}
