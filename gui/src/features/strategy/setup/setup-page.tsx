import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import type { Mode } from '../begin'
import { t } from '../sentences'
import { ModeChoice } from './mode-choice'
import { PlanStep, type Draft } from './plan-step'
import { QuickForm } from './quick-form'
import { TalkStep } from './talk-step'

export function SetupPage() {
  return (
    <RequireScope scope="strategy:write">
      <Setup />
    </RequireScope>
  )
}

function Setup() {
  const { mode } = useSearch({ from: '/signed-in/w/$slug/strategy/new' })
  const [draft, setDraft] = useState<Draft>()
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('setup.title')} />
      {draft ? (
        <PlanStep draft={draft} />
      ) : (
        <div className="grid grid-cols-1 gap-6">
          <ModeChoice chosen={mode} />
          {mode && <Step mode={mode} onPlan={setDraft} />}
        </div>
      )}
    </div>
  )
}

function Step({ mode, onPlan }: { mode: Mode; onPlan: (draft: Draft) => void }) {
  return mode === 'quick' ? (
    <QuickForm onPlan={onPlan} />
  ) : (
    <TalkStep key={mode} mode={mode} onPlan={onPlan} />
  )
}
