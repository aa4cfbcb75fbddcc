import { modKey } from '@/lib/shortcuts'
import { t } from './shortcut-words'
import { Kbd } from './ui/kbd'

type Words = Parameters<typeof t>[0]
type Row = [keys: string[], label: Words]
const groups: [Words, Row[]][] = [
  [
    'shortcuts.everywhere',
    [
      [['Mod', 'K'], 'shortcuts.palette'],
      [['g', 'r'], 'shortcuts.go_runs'],
      [['g', 'p'], 'shortcuts.go_posts'],
      [['g', 'b'], 'shortcuts.go_board'],
      [['n'], 'shortcuts.new_story'],
      [['/'], 'shortcuts.filter'],
      [['['], 'shortcuts.fold'],
      [['?'], 'shortcuts.help'],
      [['Esc'], 'shortcuts.close'],
    ],
  ],
  [
    'shortcuts.lists',
    [
      [['j'], 'shortcuts.next'],
      [['k'], 'shortcuts.previous'],
      [['Enter'], 'shortcuts.open'],
    ],
  ],
  [
    'shortcuts.run',
    [
      [['1', '8'], 'shortcuts.state'],
      [['s'], 'shortcuts.sources'],
      [['d'], 'shortcuts.diff'],
      [['.'], 'shortcuts.problem'],
      [['a'], 'shortcuts.approve'],
      [['r'], 'shortcuts.request'],
      [['p'], 'shortcuts.pause'],
    ],
  ],
  ['newstory.title', [[['Mod', 'Enter'], 'shortcuts.start']]],
]

export function ShortcutList() {
  return (
    <div className="grid gap-5">
      {groups.map(([title, rows]) => (
        <section key={title}>
          <h3 className="mb-1 text-sm font-medium text-muted">{t(title)}</h3>
          <dl>
            {rows.map(([keys, label]) => (
              <div
                key={label}
                className="flex items-center justify-between gap-4 border-b border-line py-1.5"
              >
                <dt>{t(label)}</dt>
                <dd className="flex shrink-0 gap-1 pointer-coarse:[&>kbd]:inline">
                  {keys.map((key) => (
                    <Kbd key={key}>{key === 'Mod' ? modKey() : key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
