import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '@/api/problem'
import type { Post } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { usePermission } from '@/components/gate'
import { useWorkspace } from '@/lib/workspace'
import { measuredVoiceQuery, postFidelityQuery } from './queries'
import { t } from './sentences'

/** Nothing to compare with, or nothing to compare: no matter for the reader. */
const quiet = ['voice_profile.not_measured', 'post.text_required']

/** How near the stored text of a post comes to the voice of its strategy, and where it differs. */
export function PostFidelity({ post }: { post: Post }) {
  const { id } = useWorkspace()
  const may = usePermission('strategy:read')
  // Without a voice there is nothing to ask for, and a browser notes each refused question as an error.
  const voiced = useQuery({ ...measuredVoiceQuery(id), enabled: may })
  const heard = useQuery({
    ...postFidelityQuery(id, post.id, post.revision),
    enabled: post.version_number !== undefined && voiced.data === true,
  })
  if (heard.error) {
    const silent = heard.error instanceof ApiProblem && quiet.includes(heard.error.code)
    return silent ? null : <FormProblem message={heard.error.message} />
  }
  if (!heard.data || heard.data.fidelity.score === undefined) return null
  const { fidelity, below_minimum, min_fidelity } = heard.data
  return (
    <details className="rounded-card border border-line p-3 text-sm">
      <summary className="cursor-pointer font-medium">
        {t('post.voice', { score: fidelity.score ?? 0 })}
        {below_minimum && (
          <span className="ms-2 text-warning">
            {t('post.voice.below', { least: min_fidelity ?? 0 })}
          </span>
        )}
      </summary>
      <ul className="mt-3 grid gap-1">
        {fidelity.differences.map((one) => (
          <li key={one.feature}>
            {one.message} <span className="text-muted">{one.hint}</span>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted">{t('post.voice.measures')}</p>
    </details>
  )
}
