import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import { ConfirmButton } from '@/components/confirm-button'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { t } from '@/lib/factor-sentences'
import { formatAgo, formatMoment } from '@/lib/format'
import { EnrolDialog } from './enrol-dialog'
import { factorsQuery } from './queries'
import { RecoveryCodes } from './recovery-codes'

const fewCodes = 3

/** The app that shows codes, and the codes on paper that stand in for it. */
export function AuthenticatorSection() {
  const factors = useQuery(factorsQuery)
  const [enrolling, setEnrolling] = useState(false)
  const client = useQueryClient()
  const reload = () =>
    Promise.all([client.invalidateQueries(factorsQuery), client.invalidateQueries(meQuery)])
  const remove = useMutation({
    mutationFn: async (id: string) =>
      unwrap(
        await api.DELETE('/api/v1/auth/second-factors/totp/{id}', { params: { path: { id } } }),
      ),
    onSuccess: reload,
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="authenticator" className="mt-8 grid gap-3">
      <h2 id="authenticator" className="text-lg font-semibold">
        {t('totp.title')}
      </h2>
      <p className="text-muted">{t('totp.hint')}</p>
      <QueryState query={factors} lines={2}>
        {({ totp, passkeys, recovery_codes_left }) => (
          <>
            {totp.map((app) => (
              <div
                key={app.id}
                className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-4"
              >
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{app.label}</p>
                  <p className="text-sm text-muted">
                    {t('totp.facts', {
                      since: formatMoment(app.confirmed_at),
                      used: app.last_used_at ? formatAgo(app.last_used_at) : t('totp.never'),
                    })}
                  </p>
                </div>
                <ConfirmButton
                  label={t('totp.remove')}
                  title={t('totp.remove.title')}
                  description={t('totp.remove.detail')}
                  pending={remove.isPending}
                  onConfirm={() => remove.mutate(app.id)}
                />
              </div>
            ))}
            {totp.length === 0 && (
              <div>
                <Button onClick={() => setEnrolling(true)}>{t('totp.add')}</Button>
              </div>
            )}
            {totp.length + passkeys.length > 0 && (
              <CodesLeft left={recovery_codes_left} onRenewed={reload} />
            )}
          </>
        )}
      </QueryState>
      {enrolling && (
        <EnrolDialog
          onClose={() => {
            setEnrolling(false)
            void reload()
          }}
        />
      )}
    </section>
  )
}

function CodesLeft({ left, onRenewed }: { left: number; onRenewed: () => unknown }) {
  const [codes, setCodes] = useState<string[]>()
  const renew = useMutation({
    mutationFn: async () => unwrap(await api.POST('/api/v1/auth/recovery-codes')),
    onSuccess: ({ recovery_codes }) => setCodes(recovery_codes),
    onError: (error) => toast.error(error.message),
  })
  const close = () => {
    setCodes(undefined)
    void onRenewed()
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className={left < fewCodes ? 'flex-1 text-danger' : 'flex-1 text-muted'}>
        {t('recovery.left', { n: left })}
      </p>
      <ConfirmButton
        label={t('recovery.renew')}
        title={t('recovery.renew.title')}
        description={t('recovery.renew.detail')}
        pending={renew.isPending}
        onConfirm={() => renew.mutate()}
      />
      <Dialog open={codes !== undefined} onOpenChange={close} title={t('recovery.title')}>
        {codes && <RecoveryCodes codes={codes} onDone={close} />}
      </Dialog>
    </div>
  )
}
