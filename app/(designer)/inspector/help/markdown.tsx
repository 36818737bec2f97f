import { Anchor, Code, List, Table, Text, Title } from '@mantine/core';
import { Fragment, type ReactNode, useMemo } from 'react';
import { type Inline, type MarkdownBlock, parseMarkdown } from './parse-markdown';

/** Shows Markdown as elements; nothing of the source is ever given to the page as HTML. */
export function Markdown({ source }: { source: string }) {
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return <>{each(blocks, block)}</>;
}

function block(part: MarkdownBlock): ReactNode {
  switch (part.type) {
    case 'heading':
      return (
        <Title order={part.level === 1 ? 4 : 5} mt="xs" mb={4} fz="sm">
          {each(part.children, inline)}
        </Title>
      );
    case 'paragraph':
      return (
        <Text size="sm" mb="xs">
          {each(part.children, inline)}
        </Text>
      );
    case 'list':
      return (
        <List type={part.ordered ? 'ordered' : 'unordered'} size="sm" mb="xs" spacing={2} withPadding>
          {each(part.items, listItem)}
        </List>
      );
    case 'code':
      return (
        <Code block mb="xs">
          {part.text}
        </Code>
      );
    case 'table':
      return (
        <Table mb="xs" fz="sm" withTableBorder>
          <Table.Thead>
            <Table.Tr>{each(part.head, headCell)}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>{each(part.rows, row)}</Table.Tbody>
        </Table>
      );
  }
}

function listItem(parts: Inline[]): ReactNode {
  return <List.Item>{each(parts, inline)}</List.Item>;
}

function headCell(parts: Inline[]): ReactNode {
  return <Table.Th>{each(parts, inline)}</Table.Th>;
}

function row(cells: Inline[][]): ReactNode {
  return <Table.Tr>{each(cells, cell)}</Table.Tr>;
}

function cell(parts: Inline[]): ReactNode {
  return <Table.Td>{each(parts, inline)}</Table.Td>;
}

function inline(part: Inline): ReactNode {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'code':
      return <Code>{part.text}</Code>;
    case 'strong':
      return <strong>{each(part.children, inline)}</strong>;
    case 'emphasis':
      return <em>{each(part.children, inline)}</em>;
    case 'link':
      return (
        <Anchor href={part.href} target="_blank" rel="noreferrer noopener">
          {each(part.children, inline)}
        </Anchor>
      );
  }
}

/** The source is fixed text: its parts never change places, so their position is their identity. */
function each<Part>(parts: readonly Part[], draw: (part: Part) => ReactNode): ReactNode {
  return parts.map((part, index) => {
    const key = String(index);
    return <Fragment key={key}>{draw(part)}</Fragment>;
  });
}
