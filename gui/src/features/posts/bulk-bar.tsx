import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu'
import { humanise } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { useScope, useWorkspace } from '@/lib/workspace'
import type { BulkWish } from './bulk'
import { membersQuery } from './queries'
import { t } from './sentences'

const statuses = ['not_started', 'needs_story', 'drafting', 'polishing', 'ready']
const priorities = ['low', 'medium', 'high', 'urgent'] as const

type Props = {
  count: number
  pending: boolean
  onChange: (wish: BulkWish) => void
  onAll: () => void
  onNone: () => void
}
type Asking = 'due' | 'add_tags' | 'remove_tags' | 'delete'

/** What can be done to the chosen posts at once. */
export function BulkBar({ count, pending, onChange, onAll, onNone }: Props) {
  const { scopes } = useScope()
  const [asking, setAsking] = useState<Asking>()
  return (
    <div
      role="toolbar"
      aria-label={t('post.bulk.title')}
      className="sticky bottom-16 z-20 mt-4 flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised p-2 shadow-float sm:bottom-2"
    >
      <p className="px-2 font-medium tabular-nums">{t('post.bulk.chosen', { n: count })}</p>
      <Choice label={t('post.bulk.status')} pending={pending}>
        {statuses.map((status) => (
          <MenuItem
            key={status}
            onSelect={() => onChange({ action: 'set_status', params: { status } })}
          >
            {maybe(`post.status.${status}`) ?? humanise(status)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => onChange({ action: 'archive' })}>
          {t('post.bulk.archive')}
        </MenuItem>
        <MenuItem onSelect={() => onChange({ action: 'unarchive' })}>
          {t('post.bulk.unarchive')}
        </MenuItem>
      </Choice>
      <Choice label={t('post.bulk.priority')} pending={pending}>
        {priorities.map((priority) => (
          <MenuItem
            key={priority}
            onSelect={() => onChange({ action: 'set_priority', params: { priority } })}
          >
            {humanise(priority)}
          </MenuItem>
        ))}
      </Choice>
      {scopes.has('board:assign') && (
        <Choice label={t('post.bulk.assign')} pending={pending}>
          <People
            onPick={(assignee_id) => onChange({ action: 'assign', params: { assignee_id } })}
          />
        </Choice>
      )}
      <Choice label={t('post.bulk.more')} pending={pending}>
        <MenuItem onSelect={() => setAsking('due')}>{t('post.bulk.due')}</MenuItem>
        <MenuItem onSelect={() => setAsking('add_tags')}>{t('post.bulk.add_tags')}</MenuItem>
        <MenuItem onSelect={() => setAsking('remove_tags')}>{t('post.bulk.remove_tags')}</MenuItem>
        {scopes.has('content:delete') && (
          <MenuItem onSelect={() => setAsking('delete')}>{t('post.bulk.delete')}</MenuItem>
        )}
      </Choice>
      <div className="ms-auto flex gap-2">
        <Button size="sm" look="quiet" onClick={onAll}>
          {t('post.bulk.all')}
        </Button>
        <Button size="sm" look="quiet" onClick={onNone}>
          {t('post.bulk.none')}
        </Button>
      </div>
      {asking && (
        <Asked
          about={asking}
          count={count}
          onAnswer={(wish) => {
            setAsking(undefined)
            onChange(wish)
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  )
}

function Choice({
  label,
  pending,
  children,
}: {
  label: string
  pending: boolean
  children: ReactNode
}) {
  return (
    <Menu
      trigger={
        <Button size="sm" pending={pending}>
          {label}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {children}
    </Menu>
  )
}

function People({ onPick }: { onPick: (id: string | undefined) => void }) {
  const workspace = useWorkspace()
  const members = useQuery(membersQuery(workspace.id))
  return (
    <>
      <MenuItem onSelect={() => onPick(undefined)}>{t('post.bulk.release')}</MenuItem>
      {members.data?.items.map((member) => (
        <MenuItem key={member.user_id} onSelect={() => onPick(member.user_id)}>
          {member.full_name}
        </MenuItem>
      ))}
    </>
  )
}

type AskedProps = {
  about: Asking
  count: number
  onAnswer: (wish: BulkWish) => void
  onClose: () => void
}

function Asked({ about, count, onAnswer, onClose }: AskedProps) {
  const [value, setValue] = useState('')
  const wish = (): BulkWish => {
    if (about === 'delete') return { action: 'delete' }
    if (about === 'due')
      return { action: 'set_due', params: { due_date: value === '' ? (null as never) : value } }
    const tags = value
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
    return { action: about, params: { tags } }
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(`post.bulk.${about}`)}
      description={about === 'delete' ? t('post.bulk.delete.detail', { n: count }) : undefined}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          onAnswer(wish())
        }}
      >
        {about !== 'delete' && (
          <Field
            label={t(about === 'due' ? 'post.bulk.day' : 'post.bulk.tags')}
            hint={t(about === 'due' ? 'post.bulk.day.hint' : 'post.bulk.tags.hint')}
          >
            {(wired) => (
              <Input
                {...wired}
                type={about === 'due' ? 'date' : 'text'}
                required={about !== 'due'}
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
        )}
        <Button
          type="submit"
          look={about === 'delete' ? 'danger' : 'primary'}
          className="justify-self-end"
        >
          {t('post.bulk.submit', { n: count })}
        </Button>
      </form>
    </Dialog>
  )
}
