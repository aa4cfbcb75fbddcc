import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { checkText } from './queries'
import type { Finding, Output, QualityReport } from '@/api/types'

const settleMs = 700

export type Edit = {
  editing: boolean
  text: string
  /** True when the text differs from the output's. */
  changed: boolean
  /** The checks of exactly the text shown; absent while they are being made. */
  report?: QualityReport
  checking: boolean
  error: Error | null
  start: (text?: string) => void
  change: (text: string) => void
  cancel: () => void
}

/** Editing the text under decision in place, checked again whenever typing rests. */
export function useEdit(workspaceId: string, runId: string, output: Output | undefined): Edit {
  const [draft, setDraft] = useState<{ outputId: string; text: string }>()
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: async (text: string) => ({
      text,
      report: await checkText(workspaceId, runId, text),
    }),
  })
  const editing = draft !== undefined && draft.outputId === output?.id
  const text = editing ? draft.text : (output?.content ?? '')
  useEffect(() => {
    if (!editing) return
    const timer = setTimeout(() => mutate(text), settleMs)
    return () => clearTimeout(timer)
  }, [editing, text, mutate])
  const change = (next: string) => output && setDraft({ outputId: output.id, text: next })
  return {
    editing,
    text,
    changed: editing && text !== output?.content,
    report: data?.text === text ? data.report : undefined,
    checking: editing && (isPending || data?.text !== text) && !error,
    error,
    start: (next) => change(next ?? output?.content ?? ''),
    change,
    cancel: () => setDraft(undefined),
  }
}

/** The text with a finding's own mend applied, or nothing when the finding no longer fits the text. */
export function applyFix(text: string, finding: Finding): string | undefined {
  const { fix } = finding
  if (!fix || text.slice(finding.start, finding.end) !== finding.text) return undefined
  return text.slice(0, fix.start) + fix.replacement + text.slice(fix.end)
}
