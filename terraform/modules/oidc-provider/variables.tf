# None: address and audience are GitHub's and AWS's, and there is one per account.
