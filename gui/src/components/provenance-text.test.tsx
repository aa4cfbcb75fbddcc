import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Finding, Provenance } from '@/api/types'
import { ProvenanceText } from './provenance-text'
import { SourceText } from './source-text'

const story = 'We had nine meetings. Ana counted 31 hours.'
const text = 'Nine meetings a week.\n\nEveryone felt 40 % lighter.'

const provenance: Provenance = {
  sentences: [
    {
      index: 0,
      start: 0,
      end: 21,
      text: 'Nine meetings a week.',
      status: 'supported',
      support: 0.8,
      links: [
        {
          source: 'story',
          index: 0,
          start: 0,
          end: 21,
          score: 0.8,
          shared_terms: ['nine', 'meetings'],
        },
      ],
    },
    {
      index: 1,
      start: 23,
      end: 50,
      text: 'Everyone felt 40 % lighter.',
      status: 'unsupported',
      support: 0,
      links: [],
    },
  ],
  coverage: {
    verbatim: 0,
    supported: 0.5,
    weak: 0,
    unsupported: 0.5,
    framing: 0,
    human: 0,
    checkable: 0.5,
  },
}
const finding: Finding = {
  index: 0,
  dismissed: false,
  check: 'fabrication.number',
  severity: 'block',
  start: 37,
  end: 41,
  text: '40 %',
  message: 'is not in your story',
}

/** A remark on the rhythm of the whole text. */
const remark: Finding = {
  index: 1,
  dismissed: false,
  check: 'readability.sentences',
  severity: 'warn',
  start: 0,
  end: text.length,
  text,
  message: 'has long sentences',
}

function draw(lit: number[] = []) {
  const onLight = vi.fn()
  const onPin = vi.fn()
  render(
    <ProvenanceText
      text={text}
      provenance={provenance}
      findings={[finding, remark]}
      lit={new Set(lit)}
      onLight={onLight}
      onPin={onPin}
    />,
  )
  return { onLight, onPin }
}

describe('a post with its sources', () => {
  it('keeps every character of the text, in paragraphs', () => {
    const { container } = render(
      <ProvenanceText
        text={text}
        provenance={provenance}
        lit={new Set()}
        onLight={vi.fn()}
        onPin={vi.fn()}
      />,
    )
    expect([...container.querySelectorAll('p')].map((p) => p.textContent)).toEqual(
      text.split('\n\n'),
    )
  })

  it('says in words what the line under a sentence means', () => {
    draw()
    expect(
      screen.getByRole('button', { name: /Nine meetings a week\. Supported by your story\./ }),
    ).toBeVisible()
    expect(
      screen.getByRole('button', { name: /40 % lighter\. Not in your story\./ }),
    ).toHaveAttribute('data-status', 'unsupported')
  })

  it('marks the very figure a check objects to', () => {
    draw()
    expect(screen.getByText('40 %').closest('mark')).toHaveAttribute(
      'data-finding',
      'fabrication.number',
    )
  })

  it('does not paint the whole text for a remark on all of it', () => {
    draw()
    expect(document.querySelectorAll('mark')).toHaveLength(1)
  })

  it('lights by keyboard and pins with Enter', async () => {
    const { onLight, onPin } = draw()
    await userEvent.tab()
    expect(onLight).toHaveBeenLastCalledWith(0)
    await userEvent.tab()
    expect(onLight).toHaveBeenLastCalledWith(1)
    await userEvent.keyboard('{Enter}')
    expect(onPin).toHaveBeenCalledWith(1)
  })

  it('shows which sentence is lit', () => {
    draw([0])
    expect(screen.getByRole('button', { name: /Nine meetings/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
    expect(screen.getByRole('button', { name: /lighter/ })).toHaveAttribute('aria-pressed', 'false')
  })

  it('is plain text before a report exists', () => {
    render(<ProvenanceText text={text} lit={new Set()} onLight={vi.fn()} onPin={vi.fn()} />)
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
    expect(screen.getByText('Nine meetings a week.')).toBeVisible()
  })
})

describe('the story beside it', () => {
  it('lights the linked sentence and says how often each is used', async () => {
    const onLight = vi.fn()
    render(
      <SourceText
        text={story}
        provenance={provenance}
        lit={[{ start: 0, end: 21 }]}
        onLight={onLight}
      />,
    )
    const used = screen.getByText(/We had nine meetings\./)
    expect(used).toHaveAttribute('data-lit', 'true')
    expect(used).toHaveTextContent('used 1 time')
    expect(screen.getByText(/Ana counted/)).toHaveAttribute('data-lit', 'false')
    await userEvent.hover(used)
    expect(onLight).toHaveBeenLastCalledWith([0])
  })
})
