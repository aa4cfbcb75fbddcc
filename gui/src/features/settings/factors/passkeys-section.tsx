import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import type { Passkey } from '@/api/types'
import { ConfirmButton } from '@/components/confirm-button'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/factor-sentences'
import { formatAgo, formatMoment } from '@/lib/format'
import { hasPasskeys, makePasskey } from '@/lib/passkeys'
import { useFields } from '@/lib/use-fields'
import { factorsQuery } from './queries'

const longestName = 60

/** Keys of devices and password managers that sign in without a password. */
export function PasskeysSection() {
  const factors = useQuery(factorsQuery)
  const client = useQueryClient()
  const reload = () =>
    Promise.all([client.invalidateQueries(factorsQuery), client.invalidateQueries(meQuery)])
  const add = useMutation({
    mutationFn: async () => {
      const { challenge_id, options } = unwrap(
        await api.POST('/api/v1/auth/passkeys/registration-options'),
      )
      const credential = await makePasskey(options)
      if (!credential) return
      unwrap(
        await api.POST('/api/v1/auth/passkeys', {
          body: { challenge_id, credential, name: t('passkey.new_name') },
        }),
      )
    },
    onSuccess: reload,
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="passkeys" className="mt-8 grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="passkeys" className="text-lg font-semibold">
          {t('passkey.title')}
        </h2>
        {hasPasskeys() && (
          <Button pending={add.isPending} onClick={() => add.mutate()}>
            {t('passkey.add')}
          </Button>
        )}
      </div>
      <p className="text-muted">{t('passkey.hint')}</p>
      <QueryState query={factors} lines={2}>
        {({ passkeys }) =>
          passkeys.length === 0 ? (
            <EmptyState title={hasPasskeys() ? t('passkey.none') : t('passkey.unsupported')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {passkeys.map((passkey) => (
                <PasskeyRow key={passkey.id} passkey={passkey} onChanged={reload} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function PasskeyRow({ passkey, onChanged }: { passkey: Passkey; onChanged: () => unknown }) {
  const [naming, setNaming] = useState(false)
  const params = { path: { id: passkey.id } }
  const remove = useMutation({
    mutationFn: async () => unwrap(await api.DELETE('/api/v1/auth/passkeys/{id}', { params })),
    onSuccess: onChanged,
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <KeyRound aria-hidden className="size-5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{passkey.name}</p>
        <p className="text-sm text-muted">
          {t('totp.facts', {
            since: formatMoment(passkey.created_at),
            used: passkey.last_used_at ? formatAgo(passkey.last_used_at) : t('totp.never'),
          })}
        </p>
      </div>
      <Button look="quiet" onClick={() => setNaming(true)}>
        {t('passkey.rename')}
        <span className="sr-only">{passkey.name}</span>
      </Button>
      <ConfirmButton
        label={t('passkey.remove')}
        title={t('passkey.remove.title', { name: passkey.name })}
        description={t('passkey.remove.detail')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
      {naming && (
        <NameDialog
          passkey={passkey}
          onClose={() => {
            setNaming(false)
            void onChanged()
          }}
        />
      )}
    </li>
  )
}

function NameDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const form = useFields({ name: passkey.name }, ({ name }) => ({
    name: name.trim() === '' ? t('passkey.name.missing') : undefined,
  }))
  const rename = useMutation({
    mutationFn: async (name: string) =>
      unwrap(
        await api.PATCH('/api/v1/auth/passkeys/{id}', {
          params: { path: { id: passkey.id } },
          body: { name },
        }),
      ),
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={onClose} title={t('passkey.rename')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={form.onSubmit(({ name }) => rename.mutate(name))}
      >
        <Field label={t('passkey.name')} error={form.errors.name ?? rename.error?.message}>
          {(wired) => <Input {...wired} {...form.field('name')} maxLength={longestName} />}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" pending={rename.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
