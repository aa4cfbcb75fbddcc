import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Check, Field, Select } from '@/components/ui/field'
import { CopySection } from './copy-section'
import { EraseSection } from './erase-section'
import { changePrivacy, privacyQuery, type PrivacyChange, type PrivacyChoices } from './queries'
import { t } from './sentences'

/** What a person allows, a copy of their data, and their way out. */
export function PrivacyPage() {
  const privacy = useQuery(privacyQuery)
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('privacy.title')} />
      <QueryState query={privacy} lines={6}>
        {(choices) => (
          <div className="grid gap-10">
            <Consents choices={choices} />
            <CopySection />
            <EraseSection />
          </div>
        )}
      </QueryState>
    </div>
  )
}

const consents = ['analytics', 'feedback_collection', 'marketing'] as const
const periods = [30, 90, 365, 0] as const

/** Each choice is kept as soon as it is made. */
function Consents({ choices }: { choices: PrivacyChoices }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (body: PrivacyChange) => changePrivacy(body),
    onSuccess: (saved) => {
      client.setQueryData(privacyQuery.queryKey, saved)
      toast.success(t('privacy.saved'))
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="consents" className="grid gap-3">
      <h2 id="consents" className="text-lg font-semibold">
        {t('privacy.consents')}
      </h2>
      <p className="max-w-prose text-muted">{t('privacy.consents.hint')}</p>
      {consents.map((key) => (
        <Check
          key={key}
          label={t(`privacy.consent.${key}`)}
          checked={choices.consents[key] ?? false}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ consents: { [key]: event.target.checked } })}
        />
      ))}
      <Check
        label={t('privacy.activity')}
        checked={choices.activity_logging_enabled}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ activity_logging_enabled: event.target.checked })}
      />
      <Field label={t('privacy.period')} className="max-w-60">
        {(wired) => (
          <Select
            {...wired}
            value={choices.data_retention_days}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ data_retention_days: Number(event.target.value) })}
          >
            {periods.map((days) => (
              <option key={days} value={days}>
                {days === 0 ? t('privacy.period.all') : t('privacy.period.days', { n: days })}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </section>
  )
}
