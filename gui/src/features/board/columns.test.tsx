import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useAnnouncements } from '@/lib/announce'
import { card } from '@/test/posts'
import { renderInWorkspace } from '@/test/render'
import { Columns } from './columns'
import { board } from './samples'

const one = card(1, 'not_started', ['drafting', 'archived'])
const two = card(2, 'not_started', ['drafting'])
const three = card(3, 'drafting', ['ready'])
const held = { ...card(4, 'review', ['archived']), review_by: 'run', active_run_id: 'run-4' }
const said = () => useAnnouncements.getState().polite

describe('the board by keyboard', () => {
  const onMove = vi.fn()
  const onHold = vi.fn()

  beforeEach(async () => {
    onMove.mockReset()
    onHold.mockReset()
    useAnnouncements.setState({ polite: '', urgent: '' })
    await renderInWorkspace(
      <Columns
        board={board([one, two, three, held])}
        movable
        onMove={onMove}
        onHold={onHold}
        onMore={() => undefined}
      />,
    )
  })

  const handle = (n: number) => screen.getByRole('button', { name: `Move Topic ${n}` })

  it('lifts, moves and drops a card, and speaks each step', async () => {
    handle(1).focus()
    await userEvent.keyboard(' ')
    expect(said()).toBe('Topic 1 lifted. Backlog, 1 of 2.')
    expect(onHold).toHaveBeenLastCalledWith(true)
    await userEvent.keyboard('{ArrowDown}')
    expect(said()).toBe('Backlog, 2 of 2.')
    await userEvent.keyboard('{ArrowRight}')
    expect(said()).toBe('Drafting, 2 of 2.')
    expect(handle(1)).toHaveFocus()
    expect(handle(1)).toHaveAttribute('aria-pressed', 'true')
    expect(onMove).not.toHaveBeenCalled()
    await userEvent.keyboard(' ')
    expect(said()).toBe('Topic 1 is in Drafting, 2 of 2.')
    expect(onMove).toHaveBeenCalledExactlyOnceWith(one, { column: 'drafting', index: 1 })
    expect(onHold).toHaveBeenLastCalledWith(false)
  })

  it('puts a card back with Escape, and moves nothing then', async () => {
    handle(3).focus()
    await userEvent.keyboard(' {ArrowRight}')
    expect(said()).toBe('Ready, 1 of 1.')
    await userEvent.keyboard('{Escape}')
    expect(said()).toBe('Back in Drafting, 1 of 1.')
    expect(onMove).not.toHaveBeenCalled()
    expect(handle(3)).toHaveAttribute('aria-pressed', 'false')
  })

  it('offers the decision of a run instead of moving its card', () => {
    expect(screen.queryByRole('button', { name: 'Move Topic 4' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Decide in the run' })).toHaveAttribute(
      'href',
      '/w/northwind/runs/run-4',
    )
  })

  it('names each column with its number of cards', () => {
    expect(screen.getByRole('region', { name: /Backlog\s*2/ })).toBeVisible()
    expect(screen.getByRole('region', { name: /Published\s*0/ })).toHaveTextContent(
      'No posts here.',
    )
  })
})
