import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type Tab<T extends string> = { value: T; label: string; content: ReactNode }
type TabsProps<T extends string> = {
  label: string
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
}

/** One of several views of the same thing. Arrow keys, Home and End move; the tab in view is the one with focus. */
export function Tabs<T extends string>({ label, tabs, value, onChange }: TabsProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.List
        aria-label={label}
        className="-mx-1 flex overflow-x-auto border-b border-line px-1"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px h-control flex-auto rounded-t-control border-b-2 border-transparent px-1.5 text-sm whitespace-nowrap text-muted -outline-offset-2 hover:text-fg data-[state=active]:border-primary data-[state=active]:font-medium data-[state=active]:text-fg pointer-coarse:h-11"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-3">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
