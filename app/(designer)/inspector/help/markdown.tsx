import { Anchor, Code, List, Table, Text, Title } from '@mantine/core';
import { Fragment, type ReactNode, useMemo } from 'react';
import { type Inline, type MarkdownBlock, parseMarkdown } from './parse-markdown';

/** Shows Markdown as elements; nothing of the source is ever given to the page as HTML. */
export function Markdown({ source }: { source: string }) {
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return <>{keyed(blocks.map(block))}</>;
}

function block(part: MarkdownBlock): ReactNode {
  switch (part.type) {
    case 'heading':
      return (
        <Title order={part.level === 1 ? 4 : 5} mt="xs" mb={4} fz="sm">
          {inline(part.children)}
        </Title>
      );
    case 'paragraph':
      return (
        <Text size="sm" mb="xs">
          {inline(part.children)}
        </Text>
      );
    case 'list':
      return (
        <List type={part.ordered ? 'ordered' : 'unordered'} size="sm" mb="xs" spacing={2} withPadding>
          {keyed(part.items.map((item) => <List.Item>{inline(item)}</List.Item>))}
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
            <Table.Tr>{keyed(part.head.map((cell) => <Table.Th>{inline(cell)}</Table.Th>))}</Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keyed(
              part.rows.map((row) => (
                <Table.Tr>{keyed(row.map((cell) => <Table.Td>{inline(cell)}</Table.Td>))}</Table.Tr>
              )),
            )}
          </Table.Tbody>
        </Table>
      );
  }
}

function inline(parts: Inline[]): ReactNode {
  return keyed(
    parts.map((part) => {
      switch (part.type) {
        case 'text':
          return part.text;
        case 'code':
          return <Code>{part.text}</Code>;
        case 'strong':
          return <strong>{inline(part.children)}</strong>;
        case 'emphasis':
          return <em>{inline(part.children)}</em>;
        case 'link':
          return (
            <Anchor href={part.href} target="_blank" rel="noreferrer noopener">
              {inline(part.children)}
            </Anchor>
          );
      }
    }),
  );
}

/** The source is fixed text: its parts never change places, so their position is their identity. */
function keyed(parts: ReactNode[]): ReactNode {
  return parts.map((part, index) => {
    const key = String(index);
    return <Fragment key={key}>{part}</Fragment>;
  });
}
