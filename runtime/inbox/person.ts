/** Who does something: the account at the keyboard. */
export interface Person {
  id: string;
  name: string;
}
