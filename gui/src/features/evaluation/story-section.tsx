import { useQuery } from '@tanstack/react-query'
import { EmptyState, QueryState } from '@/components/states'
import { Select } from '@/components/ui/field'
import { formatMoment, formatNumber, formatUsd } from '@/lib/format'
import type { EvaluationSearch } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { ChartFrame, Section } from './chart-frame'
import { storiesQuery, storyQuery } from './queries'
import { known } from './words'
import { t } from './sentences'

type Props = { search: EvaluationSearch; change: (next: EvaluationSearch) => void }

export function StorySection({ search, change }: Props) {
  const { id } = useWorkspace()
  const stories = useQuery(storiesQuery(id))
  return (
    <Section
      title={t('evaluation.story')}
      tools={
        <Select
          aria-label={t('evaluation.choose_story')}
          className="w-full sm:w-80"
          value={search.story ?? ''}
          onChange={(event) => change({ story: event.target.value || undefined })}
        >
          <option value="">{t('evaluation.choose_story')}</option>
          {stories.data?.map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      }
    >
      {search.story === undefined ? (
        <EmptyState title={t('evaluation.story_hint')} />
      ) : (
        <Iterations search={search} />
      )}
    </Section>
  )
}

function Iterations({ search }: { search: EvaluationSearch }) {
  const { id } = useWorkspace()
  const story = useQuery(storyQuery(id, search))
  return (
    <QueryState query={story}>
      {(data) =>
        data.iterations.length === 0 ? (
          <EmptyState title={t('evaluation.empty')} />
        ) : (
          <>
            <p>
              {data.trend === undefined
                ? t('evaluation.no_slope')
                : t('evaluation.slope', { points: formatNumber(data.trend, 2) })}
            </p>
            <ChartFrame
              title={data.story}
              kind="trend"
              max={10}
              points={data.iterations.map((one) => ({
                name: String(one.iteration),
                value: one.final_score,
              }))}
              format={(value) => formatNumber(value, 1)}
              head={[
                t('evaluation.iteration'),
                t('evaluation.when'),
                t('evaluation.changed'),
                t('evaluation.score'),
                ...(data.iterations.some((one) => one.total_cost !== undefined)
                  ? [t('evaluation.cost')]
                  : []),
              ]}
              rows={data.iterations.map((one) => [
                String(one.iteration),
                one.started_at ? formatMoment(one.started_at) : t('evaluation.unknown'),
                one.improvements ?? t('evaluation.unknown'),
                known(one.final_score),
                ...(one.total_cost === undefined ? [] : [formatUsd(one.total_cost)]),
              ])}
              texts={3}
            />
          </>
        )
      }
    </QueryState>
  )
}
