/** One value of an offer file, cut out of it: `['products', 'ABC']` and the text of that product. */
export interface OfferPart {
  path: readonly string[];
  text: string;
}

/** How deep the parts lie that are read whole: facts about the file, one product, one product's terms. */
const isPart = (path: readonly string[]): boolean => {
  const [section, kind] = path;
  if (section === 'products') return path.length === 2;
  if (section !== 'terms') return path.length === 1;
  return kind === 'OnDemand' && path.length === 3;
};

/** No product and no product's terms are as large; a file in which one is has another form. */
const longestPart = 1_000_000;

const space = /\s/;

/**
 * Cuts an offer file into its parts as it comes, in memory for one part: files of EC2 have gigabytes. Throws where the file ends before it is
 * whole, or is no such file.
 */
export class OfferSplitter {
  private readonly path: string[] = [];
  private open = 0;
  private key: string | undefined;
  private text: string | undefined;
  private part = '';
  private partAt = 0;
  private isEscaped = false;
  private isWhole = false;

  /** The parts that this piece of the file completes. */
  *push(piece: string): Generator<OfferPart> {
    for (const character of piece) {
      const done = this.text === undefined ? this.outside(character) : this.inside(character);
      if (done) yield done;
    }
  }

  /** Throws unless the file came to its end. */
  end(): void {
    if (!this.isWhole) throw new Error('The file ends before it is whole; download it again.');
  }

  /** Within a text, in which no brace counts. */
  private inside(character: string): undefined {
    this.keep(character);
    if (this.isEscaped) this.isEscaped = false;
    else if (character === '\\') this.isEscaped = true;
    else if (character === '"') return this.closeText();
    if (this.partAt === 0) this.text = `${this.text ?? ''}${character}`;
    return undefined;
  }

  private closeText(): undefined {
    if (this.partAt === 0) this.key = this.text;
    this.text = undefined;
    return undefined;
  }

  private outside(character: string): OfferPart | undefined {
    if (this.isWhole && !space.test(character)) throw new Error('The file goes on after its end.');
    if (character === '"') return this.openText();
    if (character === '{' || character === '[') return this.down(character);
    if (character === '}' || character === ']') return this.up(character);
    if (character === ',' && this.partAt === this.open && this.partAt > 0) return this.closePart();
    if (character === ':' && this.partAt === 0) return this.startValue();
    this.keep(character);
    return undefined;
  }

  private openText(): undefined {
    this.keep('"');
    this.text = '';
    return undefined;
  }

  /** After a key: its value is a part, or lies on the way to parts. */
  private startValue(): undefined {
    this.path.length = this.open - 1;
    this.path.push(this.key ?? '');
    if (isPart(this.path)) this.partAt = this.open;
    return undefined;
  }

  private down(character: string): undefined {
    if (this.open === 0 && character !== '{')
      throw new Error('The file is no offer file: it begins otherwise.');
    this.keep(character);
    this.open += 1;
    return undefined;
  }

  private up(character: string): OfferPart | undefined {
    const part = this.partAt === this.open && this.partAt > 0 ? this.closePart() : undefined;
    this.open -= 1;
    if (this.open < 0) throw new Error('The file is no offer file: it closes what it never opened.');
    this.isWhole = this.open === 0;
    this.keep(character);
    return part;
  }

  private closePart(): OfferPart {
    const part = { path: [...this.path], text: this.part.trim() };
    this.part = '';
    this.partAt = 0;
    return part;
  }

  private keep(character: string): void {
    if (this.partAt === 0) return;
    if (this.part.length > longestPart)
      throw new Error(`${this.path.join('.')} is too large for an offer file.`);
    this.part += character;
  }
}
