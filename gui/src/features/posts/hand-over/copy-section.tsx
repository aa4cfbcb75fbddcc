import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { toast } from 'sonner'
import { CopyButton } from '@/components/problem-panel'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { copyText } from '@/lib/clipboard'
import { useScope, useWorkspace } from '@/lib/workspace'
import { copyPackQuery, handoffsQuery, noteCopied, type CopyPack } from './queries'
import { t } from './sentences'

type Props = { postRef: string; platform: string }

/** The text as one place takes it: whole, or in the parts it must go out in. */
export function CopySection({ postRef, platform }: Props) {
  const { id } = useWorkspace()
  const pack = useQuery(copyPackQuery(id, postRef, platform))
  return (
    <section aria-labelledby="copying" className="grid gap-3">
      <h2 id="copying" className="text-lg font-semibold">
        {t('handover.copy.title')}
      </h2>
      <QueryState query={pack} lines={6}>
        {(known) => <Pack pack={known} postRef={postRef} />}
      </QueryState>
    </section>
  )
}

function Pack({ pack, postRef }: { pack: CopyPack; postRef: string }) {
  const { id } = useWorkspace()
  const { scopes } = useScope()
  const client = useQueryClient()
  const copy = useMutation({
    mutationFn: async () => {
      await copyText(pack.parts.map((part) => part.text).join(''))
      if (scopes.has('content:publish')) await noteCopied(id, postRef, pack.platform)
    },
    onSuccess: async () => {
      toast.success(t('handover.copied'))
      await client.invalidateQueries(handoffsQuery(id, postRef))
    },
    onError: (error) => toast.error(error.message),
  })
  const several = pack.parts.length > 1
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" pending={copy.isPending} onClick={() => copy.mutate()}>
          <Copy aria-hidden />
          {t('handover.copy_all')}
        </Button>
        {several && <p className="text-muted">{t('handover.parts', { n: pack.parts.length })}</p>}
        {pack.hashtags.length > 0 && (
          <CopyButton
            text={pack.hashtags.map((tag) => `#${tag.replace(/^#/, '')}`).join(' ')}
            label={t('handover.hashtags')}
          />
        )}
      </div>
      <ol className="grid gap-3">
        {pack.parts.map((part, index) => (
          <li key={index} className="grid gap-2 rounded-card border border-line bg-surface p-4">
            <p className="max-w-[66ch] text-post break-words whitespace-pre-wrap" dir="auto">
              {part.text.trim()}
            </p>
            <div className="flex flex-wrap items-center gap-3 text-sm text-muted tabular-nums">
              <span>{t('handover.characters', { n: part.chars })}</span>
              {part.over_by > 0 && (
                <span className="text-danger">{t('handover.over', { n: part.over_by })}</span>
              )}
              {several && (
                <CopyButton
                  text={part.text.trim()}
                  label={t('handover.copy_part', { n: index + 1 })}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}
