import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { ApiProblem, isProblem } from '@/api/problem'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Check, Field, Input } from '@/components/ui/field'
import { amountOf } from '@/lib/caps'
import { useWorkspace } from '@/lib/workspace'
import { costCapsQuery, saveCostCaps, type CostCaps } from './queries'
import { inWords } from './words'
import { t } from './sentences'

type Typed = { daily: string; monthly: string; noDaily: boolean; noMonthly: boolean }

const most = 1_000_000

const typedOf = (caps: CostCaps): Typed => ({
  daily: caps.daily_usd === undefined ? '' : String(caps.daily_usd),
  monthly: caps.monthly_usd === undefined ? '' : String(caps.monthly_usd),
  noDaily: caps.daily_usd === undefined,
  noMonthly: caps.monthly_usd === undefined,
})

/** An amount as typed; NaN for what the server would not take. */
function usdOf(text: string, none: boolean): number | undefined {
  if (none) return undefined
  const usd = amountOf(text)
  return usd === undefined || usd > most ? NaN : usd
}

/** What is typed stays until it is saved, also when the stored limits change meanwhile. */
export function CapsForm({ known }: { known: CostCaps }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(known))
  const [revision, setRevision] = useState(known.revision)
  const [sent, setSent] = useState(false)
  const change = (next: Partial<Typed>) => setTyped((old) => ({ ...old, ...next }))
  const daily = usdOf(typed.daily, typed.noDaily)
  const monthly = usdOf(typed.monthly, typed.noMonthly)
  const { queryKey } = costCapsQuery(id)
  const save = useMutation({
    mutationFn: (from: number) =>
      saveCostCaps(id, from, { daily_usd: daily, monthly_usd: monthly }),
    onSuccess: (saved) => {
      client.setQueryData(queryKey, saved)
      take(saved)
      toast.success(t('spending.saved'))
      void client.invalidateQueries({ queryKey: [id, 'quote'] })
    },
    onError: (error) => {
      if (isProblem(error, 'stale_revision')) void client.invalidateQueries({ queryKey })
    },
  })
  const take = (caps: CostCaps) => {
    setTyped(typedOf(caps))
    setRevision(caps.revision)
    setSent(false)
  }
  const wrong = Number.isNaN(daily) || Number.isNaN(monthly)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setSent(true)
    const form = event.currentTarget
    if (wrong)
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
    else save.mutate(revision)
  }
  const conflict = isProblem(save.error, 'stale_revision')
  const current = currentRevision(save.error)
  return (
    <form className="grid max-w-xl gap-4" noValidate onSubmit={submit}>
      {conflict ? (
        <FormProblem message={save.error?.message ?? ''}>
          {known.revision >= (current ?? 0) && (
            <>
              <p className="mt-1">
                {t('spending.conflict.theirs_are', {
                  day: inWords(known.daily_usd),
                  month: inWords(known.monthly_usd),
                })}
              </p>
              <div className="mt-2 flex flex-wrap gap-2">
                <Button
                  size="sm"
                  onClick={() => {
                    take(known)
                    save.reset()
                  }}
                >
                  {t('spending.conflict.theirs')}
                </Button>
                <Button
                  size="sm"
                  pending={save.isPending}
                  disabled={wrong}
                  onClick={() => save.mutate(known.revision)}
                >
                  {t('spending.conflict.mine')}
                </Button>
              </div>
            </>
          )}
        </FormProblem>
      ) : (
        save.error && <FormProblem message={save.error.message} />
      )}
      <Cap
        label={t('spending.cap.daily')}
        value={typed.daily}
        none={typed.noDaily}
        error={sent && Number.isNaN(daily) ? t('spending.cap.invalid') : undefined}
        onValue={(next) => change({ daily: next })}
        onNone={(next) => change({ noDaily: next })}
      />
      <Cap
        label={t('spending.cap.monthly')}
        value={typed.monthly}
        none={typed.noMonthly}
        error={sent && Number.isNaN(monthly) ? t('spending.cap.invalid') : undefined}
        onValue={(next) => change({ monthly: next })}
        onNone={(next) => change({ noMonthly: next })}
      />
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        pending={save.isPending}
        disabled={conflict}
      >
        {t('action.save')}
      </Button>
    </form>
  )
}

const currentRevision = (error: unknown) =>
  error instanceof ApiProblem && typeof error.body.current_revision === 'number'
    ? error.body.current_revision
    : undefined

type CapProps = {
  label: string
  value: string
  none: boolean
  error?: string
  onValue: (next: string) => void
  onNone: (next: boolean) => void
}

function Cap({ label, value, none, error, onValue, onNone }: CapProps) {
  return (
    <div className="grid gap-2">
      <Field label={label} hint={t('spending.cap.hint')} error={error}>
        {(wired) => (
          <Input
            {...wired}
            inputMode="decimal"
            autoComplete="off"
            className="max-w-48 tabular-nums"
            disabled={none}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
        )}
      </Field>
      <Check
        label={
          <>
            {t('spending.none')} <span className="sr-only">{label}</span>
          </>
        }
        checked={none}
        onChange={(event) => onNone(event.target.checked)}
      />
    </div>
  )
}
