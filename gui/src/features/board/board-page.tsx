import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import { isProblem } from '@/api/problem'
import type { Post } from '@/api/types'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { FormProblem } from '@/components/form-problem'
import { announceError } from '@/lib/announce'
import { useShortcuts } from '@/lib/shortcuts'
import { useScope, useWorkspace } from '@/lib/workspace'
import { ColumnSettingsDialog } from './column-settings'
import { Columns } from './columns'
import { moved, neighbours, startsWriting, type Place } from './model'
import {
  addPost,
  boardKey,
  boardQuery,
  moreCards,
  moveCard,
  type Board,
  type BoardColumn,
} from './queries'
import { RunDialog } from './run-dialog'
import { t } from './sentences'
import { useBoardNews } from './use-board-news'
import { WorkloadPanel } from './workload-panel'

export function BoardPage() {
  return (
    <RequireScope scope="board:view">
      <Screen />
    </RequireScope>
  )
}

type Move = { card: Post; place: Place; run?: boolean }

function Screen() {
  const workspace = useWorkspace()
  const { scopes } = useScope()
  const client = useQueryClient()
  const filter = useSearch({ from: '/signed-in/w/$slug/board' })
  const navigate = useNavigate({ from: '/w/$slug/board' })
  const query = boardQuery(workspace.id, filter)
  const board = useQuery(query)
  const [holding, setHolding] = useState(false)
  const [adding, setAdding] = useState(false)
  const [workload, setWorkload] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const [asking, setAsking] = useState<Move>()
  const search = useRef<HTMLInputElement>(null)
  const live = useBoardNews(workspace.id, holding)
  useShortcuts({
    '/': () => search.current?.focus(),
    c: () => scopes.has('content:write') && setAdding(true),
  })

  const moving = useMutation({
    mutationFn: ({ card, place, run }: Move) =>
      moveCard(workspace.id, {
        post_id: card.id,
        to_column: place.column,
        start_workflow: run,
        ...neighbours(client.getQueryData(query.queryKey)!, card.id, place),
      }),
    onMutate: async ({ card, place }) => {
      await client.cancelQueries({ queryKey: query.queryKey })
      const before = client.getQueryData(query.queryKey)
      client.setQueryData(query.queryKey, (old) => old && moved(old, card.id, place))
      return { before }
    },
    onError: (error, { card }, context) => {
      client.setQueryData(query.queryKey, context?.before)
      const sentence = isProblem(error, 'post.not_found')
        ? t('board.gone', { topic: card.topic ?? card.ref })
        : t('board.refused', { why: error.message })
      announceError(sentence)
      toast.error(sentence)
    },
    onSettled: () => client.invalidateQueries({ queryKey: boardKey(workspace.id) }),
  })

  const move = (card: Post, place: Place) => {
    const begins = startsWriting(card, place) && scopes.has('workflow:execute')
    if (begins) setAsking({ card, place })
    else moving.mutate({ card, place })
  }

  const more = async (column: BoardColumn) => {
    const page = await moreCards(workspace.id, column.key, filter, column.next_cursor!)
    client.setQueryData(query.queryKey, (old) => old && withMore(old, column.key, page))
  }

  const filtered = filter.q !== undefined || filter.mine || filter.attention
  return (
    <>
      <PageHeader title={t('board.title')}>
        <Button aria-pressed={workload} onClick={() => setWorkload(!workload)}>
          {t('board.workload')}
        </Button>
        {scopes.has('workspace:settings') && (
          <Button onClick={() => setChoosing(true)}>{t('board.columns')}</Button>
        )}
        {scopes.has('content:write') && (
          <Button look="primary" onClick={() => setAdding(true)}>
            {t('board.new')}
          </Button>
        )}
      </PageHeader>
      <form
        role="search"
        className="mb-4 flex flex-wrap items-center gap-3"
        onSubmit={(event) => event.preventDefault()}
      >
        <Segmented
          label={t('board.who')}
          value={filter.attention ? 'attention' : filter.mine ? 'mine' : 'all'}
          onChange={(next) =>
            void navigate({
              search: {
                q: filter.q,
                mine: next === 'mine' ? true : undefined,
                attention: next === 'attention' ? true : undefined,
              },
              replace: true,
            })
          }
          options={[
            { value: 'all', label: t('board.all') },
            { value: 'mine', label: t('board.mine') },
            { value: 'attention', label: t('board.attention') },
          ]}
        />
        <Input
          ref={search}
          type="search"
          aria-label={t('board.filter')}
          placeholder={t('board.filter')}
          defaultValue={filter.q}
          className="w-full sm:w-64"
          onChange={(event) =>
            void navigate({
              search: { ...filter, q: event.target.value || undefined },
              replace: true,
            })
          }
        />
      </form>
      {!live && (
        <p role="status" className="mb-2 text-sm text-muted">
          {t('board.live.off')}
        </p>
      )}
      {workload && <WorkloadPanel />}
      <p id="board-hint" className="sr-only">
        {t('board.hint')}
      </p>
      <QueryState query={board} lines={8}>
        {(known) =>
          known.total === 0 && !filtered ? (
            <EmptyState title={t('board.empty')}>
              {scopes.has('content:write') && (
                <Button look="primary" onClick={() => setAdding(true)}>
                  {t('board.new')}
                </Button>
              )}
            </EmptyState>
          ) : (
            <Columns
              board={known}
              movable={scopes.has('board:move')}
              onMove={move}
              onHold={setHolding}
              onMore={(column) => void more(column)}
            />
          )
        }
      </QueryState>
      {adding && <NewPost onClose={() => setAdding(false)} />}
      {choosing && <ColumnSettingsDialog onClose={() => setChoosing(false)} />}
      {asking && (
        <RunDialog
          card={asking.card}
          onMove={(run) => {
            setAsking(undefined)
            moving.mutate({ ...asking, run })
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

const withMore = (board: Board, key: string, page: { items: Post[]; next_cursor?: string }) => ({
  ...board,
  columns: board.columns.map((column) =>
    column.key === key
      ? { ...column, items: [...column.items, ...page.items], next_cursor: page.next_cursor }
      : column,
  ),
})

function NewPost({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [topic, setTopic] = useState('')
  const adding = useMutation({
    mutationFn: () => addPost(workspace.id, topic),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: boardKey(workspace.id) })
      onClose()
    },
  })
  return (
    <Dialog open onOpenChange={onClose} title={t('board.new')}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          adding.mutate()
        }}
      >
        {adding.error && <FormProblem message={adding.error.message} />}
        <Field label={t('board.new.topic')}>
          {(wired) => (
            <Input
              {...wired}
              maxLength={300}
              value={topic}
              onChange={(event) => setTopic(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          pending={adding.isPending}
        >
          {t('board.new.submit')}
        </Button>
      </form>
    </Dialog>
  )
}
