import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FindingList } from '@/components/finding-list'
import { ProvenanceLegend, ProvenanceText } from '@/components/provenance-text'
import { SourceText } from '@/components/source-text'
import { QueryState } from '@/components/states'
import { Check } from '@/components/ui/field'
import { formatNumber, formatPercent } from '@/lib/format'
import { t } from '@/lib/i18n'
import { coveredShare, litSpans } from '@/lib/provenance'
import { useWorkspace } from '@/lib/workspace'
import { originQuery } from './queries'

type Props = {
  runId: string
  text: string
  panel: 'quality' | 'sources'
  showStory: boolean
  onShowStory: (show: boolean) => void
}

/** Where the finished text comes from, as its run left it. */
export function OriginPanel({ runId, text, panel, showStory, onShowStory }: Props) {
  const { id } = useWorkspace()
  const origin = useQuery(originQuery(id, runId))
  const [lit, setLit] = useState<number[]>([])
  const [pinned, setPinned] = useState<number>()
  return (
    <QueryState query={origin} lines={6}>
      {({ run, report, provenance }) => {
        if (panel === 'quality') {
          return (
            <div className="grid gap-3 rounded-card border border-line bg-surface p-4">
              <p className="font-medium">
                {t('quality.score', { score: formatNumber(report.score, 1) })}
              </p>
              <FindingList findings={report.findings} />
            </div>
          )
        }
        const active = lit.length > 0 ? lit : pinned === undefined ? [] : [pinned]
        const share = coveredShare(provenance)
        const lights = provenance.sentences
          .filter((each) => active.includes(each.index))
          .flatMap(litSpans)
        return (
          <div className="grid gap-4 rounded-card border border-line bg-surface p-4">
            {share !== undefined && <p>{t('post.covered', { share: formatPercent(share) })}</p>}
            <ProvenanceText
              text={text}
              provenance={provenance}
              findings={report.findings}
              lit={new Set(active)}
              onLight={(index) => setLit(index === undefined ? [] : [index])}
              onPin={(index) => setPinned((old) => (old === index ? undefined : index))}
            />
            <ProvenanceLegend />
            <Check
              label={t('post.show_story')}
              checked={showStory}
              onChange={(event) => onShowStory(event.target.checked)}
            />
            {showStory && (
              <SourceText
                text={run.story.text}
                provenance={provenance}
                lit={lights}
                onLight={setLit}
              />
            )}
          </div>
        )
      }}
    </QueryState>
  )
}
