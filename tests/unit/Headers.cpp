// What the tests' precompiled header is made with; the program itself does nothing.
int main()
{
    return 0;
}
