import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { signOut } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Select } from '@/components/ui/field'
import { formatMoment } from '@/lib/format'
import { ownedQuery, type OwnedWorkspace } from './queries'
import { t } from './sentences'

/** The way out: what happens is said first, and shared workspaces get their next owner. */
export function EraseSection() {
  const [asked, setAsked] = useState(false)
  return (
    <section aria-labelledby="erase" className="grid justify-items-start gap-3">
      <h2 id="erase" className="text-lg font-semibold">
        {t('erase.title')}
      </h2>
      <p className="max-w-prose text-muted">{t('erase.hint')}</p>
      <Button look="quiet" onClick={() => setAsked(true)}>
        {t('erase.start')}
      </Button>
      {asked && <EraseDialog onClose={() => setAsked(false)} />}
    </section>
  )
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const owned = useQuery(ownedQuery)
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('erase.dialog')}
      description={t('erase.dialog.detail')}
    >
      <QueryState query={owned} lines={3}>
        {(workspaces) => <EraseForm workspaces={workspaces} onClose={onClose} />}
      </QueryState>
    </Dialog>
  )
}

type FormProps = { workspaces: OwnedWorkspace[]; onClose: () => void }

function EraseForm({ workspaces, onClose }: FormProps) {
  const [typed, setTyped] = useState('')
  const [successor, setSuccessor] = useState<Record<string, string>>({})
  const shared = workspaces.filter((each) => each.members.length > 0)
  const alone = workspaces.filter((each) => each.members.length === 0)
  const erase = useMutation({
    mutationFn: async () =>
      unwrap(await api.DELETE('/api/v1/users/me', { body: { confirm: 'DELETE', successor } })),
  })
  if (erase.data) {
    return (
      <div className="grid gap-4">
        <p role="status">{t('erase.done', { time: formatMoment(erase.data.erase_after) })}</p>
        <Button look="primary" onClick={() => void signOut()}>
          {t('erase.leave')}
        </Button>
      </div>
    )
  }
  const complete = shared.every((each) => successor[each.workspace_id])
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        erase.mutate()
      }}
    >
      {erase.error && <FormProblem message={erase.error.message} />}
      {shared.map((each) => (
        <Field key={each.workspace_id} label={t('erase.successor', { name: each.name })}>
          {(wired) => (
            <Select
              {...wired}
              value={successor[each.workspace_id] ?? ''}
              onChange={(event) =>
                setSuccessor({ ...successor, [each.workspace_id]: event.target.value })
              }
            >
              <option value="">{t('erase.successor.choose')}</option>
              {each.members.map((member) => (
                <option key={member.membership_id} value={member.membership_id}>
                  {member.full_name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ))}
      {alone.length > 0 && (
        <p>{t('erase.alone', { names: alone.map((each) => each.name).join(', ') })}</p>
      )}
      <Field label={t('erase.type')}>
        {(wired) => (
          <Input
            {...wired}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          type="submit"
          look="danger"
          pending={erase.isPending}
          disabled={typed !== 'DELETE' || !complete}
        >
          {t('erase.submit')}
        </Button>
      </div>
    </form>
  )
}
