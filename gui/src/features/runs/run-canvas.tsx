import '@xyflow/react/dist/style.css'
import { graphlib, layout } from '@dagrejs/dagre'
import {
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  useReactFlow,
  useStore,
  ReactFlowProvider,
  type Edge,
  type Node,
  type NodeProps,
} from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import type { Graph } from '@/api/types'
import { cn } from '@/lib/cn'
import { humanise } from '@/lib/format'
import { useDark } from '@/lib/use-dark'
import type { Flow, FlowNode } from './flow-model'
import { facts } from './run-flow'
import { StatusGlyph } from './status'
import { t } from './sentences'

const size = { width: 164, height: 52 }

type StateNodeData = { node: FlowNode; selected: boolean }
type StateNodeType = Node<StateNodeData, 'state'>

type Props = { flow: Flow; selected?: string; onSelect: (state: string) => void }

type Place = { x: number; y: number }

/** Positions depend on the configuration alone, so a running run never moves a node. */
function positions({ nodes, edges }: Graph): Map<string, Place> {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 44, marginx: 8, marginy: 8 })
  const onPath = new Set(
    nodes.filter((node) => node.path_index !== undefined).map((node) => node.state),
  )
  for (const node of nodes) graph.setNode(node.state, { ...size })
  for (const edge of edges) {
    // A retry runs backwards: turned round it keeps the target to the left of its source.
    const [from, to] = edge.kind === 'retry' ? [edge.to, edge.from] : [edge.from, edge.to]
    if (graph.hasEdge(from, to)) continue
    // The forward path stays straight and keeps its lane free where it passes side states.
    const main = edge.kind === 'forward' && onPath.has(from) && onPath.has(to)
    graph.setEdge(
      from,
      to,
      main ? { weight: 20, width: 1, height: size.height, labelpos: 'c' } : { weight: 1 },
    )
  }
  layout(graph)
  return new Map(
    nodes.map((node) => {
      const { x, y } = graph.node(node.state) as Place
      return [node.state, { x: x - size.width / 2, y: y - size.height / 2 }]
    }),
  )
}

export default function RunCanvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ flow, selected, onSelect }: Props) {
  const dark = useDark()
  const at = useMemo(() => positions(flow.graph), [flow.graph])
  const nodes = useMemo(
    () =>
      flow.nodes.map((node): StateNodeType => ({
        id: node.state,
        type: 'state',
        position: at.get(node.state) ?? { x: 0, y: 0 },
        data: { node, selected: node.state === selected },
        width: size.width,
        height: size.height,
      })),
    [flow.nodes, at, selected],
  )
  const edges = useMemo(() => flow.edges.map(toEdge), [flow])
  const current = flow.nodes.find((node) => node.current)?.state
  useFollow(selected ?? current, at)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      colorMode={dark ? 'dark' : 'light'}
      minZoom={0.75}
      maxZoom={1.25}
      defaultViewport={{ x: 12, y: 12, zoom }}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      zoomOnScroll={false}
      preventScrolling={false}
      onNodeClick={(_, node) => onSelect(node.id)}
      className="bg-transparent!"
    />
  )
}

function toEdge(edge: Flow['edges'][number]): Edge {
  const retry = edge.kind === 'retry'
  const colour = edge.taken ? 'var(--primary)' : 'var(--control)'
  return {
    id: `${edge.from}-${edge.key}-${edge.to}`,
    source: edge.from,
    target: edge.to,
    sourceHandle: retry ? 'back-out' : 'out',
    targetHandle: retry ? 'back-in' : 'in',
    type: 'smoothstep',
    label: retry ? humanise(edge.key) : undefined,
    labelBgStyle: { fill: 'var(--surface)' },
    labelStyle: { fill: 'var(--muted)', fontSize: 11 },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour, width: 14, height: 14 },
    style: {
      stroke: colour,
      strokeWidth: edge.taken ? 2.5 : 1.25,
      strokeDasharray: retry ? '5 4' : undefined,
      opacity: edge.taken || edge.kind === 'forward' ? 1 : 0.55,
    },
  }
}

const zoom = 0.85
const durationMs = 180

/** Keeps the state of interest in the middle, without empty space before the first or after the last one. */
function useFollow(state: string | undefined, at: Map<string, Place>) {
  const { setViewport } = useReactFlow()
  const width = useStore((store) => store.width)
  const height = useStore((store) => store.height)
  useEffect(() => {
    if (width === 0 || at.size === 0) return
    const places = [...at.values()]
    const right = Math.max(...places.map(({ x }) => x)) + size.width + 16
    const top = Math.min(...places.map(({ y }) => y))
    const bottom = Math.max(...places.map(({ y }) => y)) + size.height
    const wanted = width / 2 - ((state && at.get(state)?.x) || 0) * zoom - (size.width * zoom) / 2
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    void setViewport(
      {
        x: Math.max(Math.min(12, wanted), Math.min(12, width - right * zoom)),
        y: (height - (top + bottom) * zoom) / 2,
        zoom,
      },
      { duration: calm ? 0 : durationMs },
    )
  }, [state, at, width, height, setViewport])
}

const hidden = 'size-1! border-0! bg-transparent! min-h-0! min-w-0!'

function StateNode({ data: { node, selected } }: NodeProps<StateNodeType>) {
  return (
    <div
      title={node.description ?? t('flow.open', { state: humanise(node.state) })}
      className={cn(
        'flex h-13 w-41 cursor-pointer items-center gap-2 rounded-card border border-control bg-raised px-2.5',
        node.mark === 'skipped' && 'border-dashed',
        node.current && 'border-2 border-primary',
        selected && 'outline-2 outline-offset-2 outline-ring',
      )}
    >
      <Handle id="in" type="target" position={Position.Left} className={hidden} />
      <Handle id="back-in" type="target" position={Position.Bottom} className={hidden} />
      <StatusGlyph mark={node.mark} />
      <div className="min-w-0 text-start">
        <p className="truncate text-sm font-medium">{humanise(node.state)}</p>
        <p className="truncate text-xs text-muted">{facts(node)}</p>
      </div>
      <Handle id="out" type="source" position={Position.Right} className={hidden} />
      <Handle id="back-out" type="source" position={Position.Bottom} className={hidden} />
    </div>
  )
}

const nodeTypes = { state: StateNode }
