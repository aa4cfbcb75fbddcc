import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Field, Select } from '@/components/ui/field'
import { currentLocale } from '@/lib/i18n'
import { t } from '../sentences'
import { changeWorkspace, workspaceQuery, type Workspace } from './queries'

/** Languages that search has a dictionary of, with their tags. */
const languages = {
  danish: 'da',
  dutch: 'nl',
  english: 'en',
  finnish: 'fi',
  french: 'fr',
  german: 'de',
  hungarian: 'hu',
  italian: 'it',
  norwegian: 'no',
  portuguese: 'pt',
  romanian: 'ro',
  russian: 'ru',
  spanish: 'es',
  swedish: 'sv',
  turkish: 'tr',
}

/** What is written in the workspace, kept as soon as it is chosen. */
export function WritingLanguage({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (language: string) => changeWorkspace(workspace.id, { language }),
    onSuccess: (saved) => {
      client.setQueryData(workspaceQuery(workspace.id).queryKey, saved)
      toast.success(t('general.saved'))
    },
    onError: (error) => toast.error(error.message),
  })
  const names = new Intl.DisplayNames([currentLocale()], { type: 'language' })
  return (
    <Field label={t('general.language')} hint={t('general.language.hint')} className="max-w-80">
      {(wired) => (
        <Select
          {...wired}
          value={workspace.language}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.target.value)}
        >
          {Object.entries(languages).map(([language, tag]) => (
            <option key={language} value={language}>
              {names.of(tag)}
            </option>
          ))}
          <option value="simple">{t('general.language.simple')}</option>
        </Select>
      )}
    </Field>
  )
}
